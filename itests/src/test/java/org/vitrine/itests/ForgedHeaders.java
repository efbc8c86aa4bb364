package org.vitrine.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What an attacker writes into requests to be taken for somebody else. */
final class ForgedHeaders {
    /** Names of roles that are no case of {@code admin}: fullwidth, dotless and dotted i, Cyrillic a, and with blanks. */
    static final List<String> LOOK_LIKE_ADMIN = List.of(
            "\uff41\uff44\uff4d\uff49\uff4e",
            "adm\u0131n",
            "ADM\u0130N",
            "\u0430dmin",
            "admin\u00a0",
            "admin\u200b",
            "adm in");

    private ForgedHeaders() {}

    /** Blocks of header lines, each beginning with a line break, that claim to be an administrator of the project. */
    static List<String> identities(String userId, String projectId) {
        List<String> plain = List.of(
                "X-Identity-Status: Confirmed",
                "X-Service-Identity-Status: Confirmed",
                "X-User-Id: " + userId,
                "X-User: " + userId,
                "X-Project-Id: " + projectId,
                "X-Tenant-Id: " + projectId,
                "X-Tenant: " + projectId,
                "X-Roles: admin,member,reader,service",
                "X-Role: admin",
                "X-Service-Roles: admin,service",
                "X-Service-User-Id: " + userId,
                "X-Is-Admin-Project: True",
                "X-Service-Catalog: []");
        List<String> blocks = new ArrayList<>();
        for (UnaryOperator<String> disguise : disguises()) {
            StringBuilder block = new StringBuilder();
            for (String line : plain) {
                block.append("\r\n").append(disguise.apply(line));
            }
            blocks.add(block.toString());
        }
        blocks.add("\r\nX-Auth-Token: " + userId + ":" + projectId + ":admin");
        return blocks;
    }

    private static List<UnaryOperator<String>> disguises() {
        return List.of(
                line -> line,
                line -> name(line).toLowerCase(Locale.ROOT) + value(line),
                line -> name(line).toUpperCase(Locale.ROOT) + value(line),
                line -> name(line).replace('-', '_') + value(line),
                line -> "HTTP_" + name(line).toUpperCase(Locale.ROOT).replace('-', '_') + value(line),
                line -> name(line) + " " + value(line),
                line -> name(line) + "\t" + value(line),
                line -> " " + line,
                line -> line + "   \t",
                line -> name(line) + ":" + value(line).substring(1).strip(),
                line -> line + "\r\n" + line,
                line -> name(line) + ": Invalid\r\n" + line,
                line -> line + "\r\n" + name(line) + ": Invalid",
                line -> name(line) + ":\r\n " + value(line).substring(1),
                line -> "X-Other: a\n" + line,
                line -> "X-Other: a\r" + line,
                line -> line + "\0",
                line -> name(line).replace("d", "\u00d0") + value(line),
                line -> "\u00a0" + line,
                line -> "Connection: " + name(line) + "\r\n" + line);
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf(':'));
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':'));
    }

    /** Whole heads that ask for the path with somebody's token where no token belongs, or with two. */
    static List<String> misplaced(String path, String token, String other) {
        List<String> heads = new ArrayList<>();
        for (String name : List.of("X-Auth-Token", "x-auth-token", "token", "auth_token", "access_token")) {
            heads.add("GET " + path + "?" + name + "=" + token + " HTTP/1.1");
        }
        heads.add("GET " + path + ";X-Auth-Token=" + token + " HTTP/1.1");
        for (String line : List.of(
                "Cookie: X-Auth-Token=" + token,
                "Cookie: X-Auth-Token=" + token + "; $Path=/",
                "Authorization: Bearer " + token,
                "Authorization: Token " + token,
                "Authorization: " + token,
                "Proxy-Authorization: Bearer " + token,
                "X-Subject-Token: " + token,
                "X-Service-Token: " + token,
                "X_Auth_Token: " + token,
                "X-Auth_Token: " + token,
                "HTTP_X_AUTH_TOKEN: " + token,
                "X-Auth-Token : " + token,
                " X-Auth-Token: " + token,
                "X-Auth-Token: Bearer " + token,
                "X-Auth-Token: " + token + "," + other,
                "X-Auth-Token: " + other + "," + token,
                "X-Auth-Token: " + other + " " + token,
                "X-Auth-Token: " + token.substring(0, 20) + " " + token.substring(20),
                "X-Auth-Token: " + token + "\0",
                "X-Auth-Token: " + token + "\u00a0",
                "X-Auth-Token:\r\nX-Storage-Token: " + token,
                "X-Auth-Token: nonsense\r\nX-Storage-Token: " + token,
                "X-Auth-Token: " + other + "\r\nX-Auth-Token: " + token,
                "X-Auth-Token: " + token + "\r\nX-Auth-Token: " + other,
                "X-Auth-Token: nonsense\r\nX-Auth-Token: " + token,
                "X-Auth-Token: " + token + "\r\nX-Auth-Token: nonsense")) {
            heads.add("GET " + path + " HTTP/1.1\r\n" + line);
        }
        return heads;
    }
}
