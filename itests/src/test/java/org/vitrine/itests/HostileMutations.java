package org.vitrine.itests;

import static org.vitrine.itests.HostileValues.escaped;
import static org.vitrine.itests.HostileValues.json;
import static org.vitrine.itests.HostileValues.noise;
import static org.vitrine.itests.HostileValues.pick;
import static org.vitrine.itests.HostileValues.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.vitrine.itests.HostileRequest.Framing;

/** What is done to a valid request so that it is not, or not as anybody thought of. */
final class HostileMutations {
    private static final Pattern JSON_VALUE =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|-?\\d+(?:\\.\\d+)?|true|false|null");
    private static final int BIG = 1 << 20;
    private static final List<BiConsumer<HostileRequest, Random>> ALL = List.of(
            HostileMutations::segment,
            HostileMutations::segment,
            HostileMutations::path,
            HostileMutations::query,
            HostileMutations::query,
            HostileMutations::method,
            HostileMutations::header,
            HostileMutations::header,
            HostileMutations::header,
            HostileMutations::value,
            HostileMutations::value,
            HostileMutations::value,
            HostileMutations::value,
            HostileMutations::bytes,
            HostileMutations::bytes,
            HostileMutations::body,
            HostileMutations::framing);
    private static final List<String> METHODS = List.of(
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "DELETE",
            "PATCH",
            "OPTIONS",
            "TRACE",
            "CONNECT",
            "PROPFIND",
            "get",
            "LOCK",
            "G@T",
            "M".repeat(300));
    private static final List<String> PARAMETERS = List.of(
            "limit",
            "marker",
            "sort",
            "sort_key",
            "sort_dir",
            "name",
            "id",
            "status",
            "visibility",
            "member_status",
            "owner",
            "tag",
            "protected",
            "os_hidden",
            "size_min",
            "size_max",
            "min_ram",
            "created_at",
            "updated_at",
            "disk_format",
            "container_format",
            "checksum",
            "os_hash_value",
            "resource_types",
            "resource_type",
            "type",
            "include_stores",
            "virtual_size",
            "locations",
            "deleted",
            "changes-since");
    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Content-Encoding",
            "Content-MD5",
            "Content-Range",
            "Content-Type",
            "Cookie",
            "Expect",
            "Forwarded",
            "Host",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "Origin",
            "Access-Control-Request-Method",
            "OpenStack-System-Scope",
            "Range",
            "TE",
            "Upgrade",
            "X-Auth-Token",
            "X-Domain-Id",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-Identity-Status",
            "X-Image-Meta-All-Stores-Must-Succeed",
            "X-Image-Meta-Name",
            "X-Image-Meta-Size",
            "X-Image-Meta-Store",
            "X-Openstack-Image-Size",
            "X-Openstack-Request-Id",
            "X-Project-Id",
            "X-Roles",
            "X-Service-Roles",
            "X-Service-Token",
            "X-Tenant-Id",
            "X-User-Id");
    private static final List<String> USUAL_VALUES = List.of(
            "*/*",
            "application/json",
            "application/json; charset=utf-16",
            "application/openstack-images-v2.1-json-patch",
            "application/octet-stream",
            "multipart/form-data; boundary=",
            "text/html;q=0.5, application/json;q=x",
            "gzip",
            "gzip;q=0, identity;q=0, *;q=0",
            "100-continue",
            "200-ok",
            "bytes=0-3",
            "bytes=-5",
            "bytes=5-",
            "bytes=9-2",
            "bytes=0-0,2-3,5-",
            "bytes=99999999999999999999-",
            "bytes 0-3/32",
            "bytes 3-/*",
            "bytes */32",
            "fast",
            "slow,fast",
            "h2c",
            "websocket",
            "Confirmed",
            "all",
            "http://hostile",
            "trailers");

    private HostileMutations() {}

    /** Makes one to three changes. */
    static void apply(HostileRequest request, Random random) {
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            pick(ALL, random).accept(request, random);
        }
    }

    private static void segment(HostileRequest request, Random random) {
        String[] parts = request.target().split("\\?", 2);
        List<String> segments = new ArrayList<>(List.of(parts[0].split("/", -1)));
        int at = random.nextInt(segments.size());
        switch (random.nextInt(5)) {
            case 0 -> segments.remove(at);
            case 1 -> segments.add(at, segments.get(at));
            case 2 -> segments.set(at, segments.get(at) + escaped(random));
            default -> segments.set(at, escaped(random));
        }
        request.target(String.join("/", segments) + (parts.length > 1 ? "?" + parts[1] : ""));
    }

    private static void path(HostileRequest request, Random random) {
        String target = request.target();
        int at = random.nextInt(target.length() + 1);
        request.target(
                switch (random.nextInt(6)) {
                    case 0 -> target + "/";
                    case 1 -> target.replaceFirst("/v2", pick(List.of("/v1", "/v2.9", "/v3", "/V2", "/v", ""), random));
                    case 2 -> "http://" + pick(List.of("hostile", "[", "", "a:b", "x@y:99999"), random) + target;
                    case 3 -> target + "z".repeat(random.nextInt(9000));
                    case 4 -> pick(List.of("*", "", "?", "%", "//", "/" + escaped(random)), random);
                    default -> target.substring(0, at) + escaped(random) + target.substring(at);
                });
    }

    private static void query(HostileRequest request, Random random) {
        StringBuilder target = new StringBuilder(request.target());
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            target.append(target.indexOf("?") < 0 ? '?' : '&');
            target.append(random.nextInt(8) == 0 ? escaped(random) : pick(PARAMETERS, random));
            target.append(random.nextInt(10) == 0 ? "" : "=").append(escaped(random));
        }
        request.target(target.toString());
    }

    private static void method(HostileRequest request, Random random) {
        request.method(pick(METHODS, random));
    }

    private static void header(HostileRequest request, Random random) {
        List<String> headers = request.headers();
        switch (random.nextInt(8)) {
            case 0 -> headers.remove(random.nextInt(headers.size()));
            case 1 -> headers.add(pick(headers, random));
            case 2 -> request.header("X-" + "h".repeat(random.nextInt(40)), text(random));
            case 3, 4, 5 -> request.header(pick(HEADERS, random), pick(USUAL_VALUES, random));
            default -> request.header(pick(HEADERS, random), text(random));
        }
        if (headers.isEmpty()) {
            headers.add("X-Lonely: yes");
        }
    }

    private static void value(HostileRequest request, Random random) {
        String body = request.body();
        List<MatchResult> values = JSON_VALUE.matcher(body).results().toList();
        if (values.isEmpty()) {
            request.body(json(random));
            return;
        }
        MatchResult value = pick(values, random);
        request.body(body.substring(0, value.start()) + json(random) + body.substring(value.end()));
    }

    private static void bytes(HostileRequest request, Random random) {
        String body = request.body();
        int at = random.nextInt(body.length() + 1);
        String head = body.substring(0, at);
        String tail = body.substring(at);
        request.body(
                switch (random.nextInt(6)) {
                    case 0 -> head;
                    case 1 -> tail;
                    case 2 -> head + (char) random.nextInt(256) + tail;
                    case 3 -> head + text(random) + tail;
                    case 4 -> tail.isEmpty() ? body + body : head + (char) random.nextInt(256) + tail.substring(1);
                    default -> body + noise(random);
                });
    }

    private static void body(HostileRequest request, Random random) {
        String body = request.body();
        request.body(
                switch (random.nextInt(9)) {
                    case 0 -> json(random);
                    case 1 -> noise(random);
                    case 2 -> "\u00ef\u00bb\u00bf" + body;
                    case 3 -> new String(body.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1);
                    case 4 -> "[" + body + "," + body + "]";
                    case 5 -> "\u001f\u008b\u0008\u0000" + body;
                    case 6 -> random.nextInt(20) == 0 ? body + " ".repeat(BIG) : body + " ";
                    case 7 -> "\0".repeat(random.nextInt(9)) + body;
                    default -> "";
                });
    }

    private static void framing(HostileRequest request, Random random) {
        switch (random.nextInt(8)) {
            case 0, 1 -> request.framing(Framing.CHUNKED);
            case 2, 3 -> request.framing(Framing.CUT);
            case 4 ->
                request.version(pick(List.of("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.2", "HTTP", "X"), random));
            case 5 -> {
                request.framing(Framing.AS_SAID);
                request.header("Content-Length", pick(lengths(request.body().length()), random));
            }
            case 6 -> {
                request.framing(Framing.AS_SAID);
                request.header("Transfer-Encoding", pick(List.of("chunked", "gzip, chunked", "identity", ""), random));
                request.body(pick(
                        List.of("5\r\n{}\r\n", "zz\r\n", "-1\r\n\r\n", "2\r\n{}x0\r\n\r\n", "ffffffffffff\r\n"),
                        random));
            }
            default -> request.header("Connection", pick(List.of("close", "Upgrade", "keep-alive, x", "\t"), random));
        }
    }

    private static List<String> lengths(int right) {
        return List.of(
                String.valueOf(right + 10),
                String.valueOf(Math.max(0, right - 1)),
                "-1",
                "+1",
                "1e3",
                "0x1",
                "",
                "9223372036854775807",
                "9223372036854775808",
                "9".repeat(100));
    }
}
