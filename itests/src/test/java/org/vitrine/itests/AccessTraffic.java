package org.vitrine.itests;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/**
 * Clients that do without pause what they may do, and try what they may not: because of who they are, of a policy, of a
 * protected property, of a limit.
 */
final class AccessTraffic {
    private static final String IMAGE = "\"disk_format\": \"raw\", \"container_format\": \"bare\"";

    /**
     * Who takes part, by token.
     *
     * @param admin may do everything
     * @param member may use its own project
     * @param full is in a project without room for an image
     * @param stranger may create no image, as the operator's policy has it
     * @param headersAlone what a request is answered whose headers say that an administrator sends it
     */
    record Tokens(String admin, String member, String full, String stranger, int headersAlone) {}

    private final ImageClient client;

    private AccessTraffic(ImageClient client) {
        this.client = client;
    }

    /** They begin at once. */
    static Clients start(ImageClient client, Tokens tokens) throws IOException, InterruptedException {
        AccessTraffic traffic = new AccessTraffic(client);
        String published =
                traffic.created(tokens.admin, "\"visibility\": \"public\", \"x_seen\": \"yes\", \"secret\": \"42\"");
        String own = traffic.created(tokens.member, "\"visibility\": \"private\"");
        Clients clients = new Clients();
        clients.start("member", round -> traffic.records(tokens.member, "\"x_seen\": \"yes\""));
        clients.start("admin", round -> traffic.records(tokens.admin, "\"secret\": \"42\""));
        clients.start("seen", round -> traffic.seen(tokens, published));
        clients.start("strangers", round -> traffic.strangers(tokens, own));
        clients.start("forbidden", round -> traffic.forbidden(tokens));
        return clients;
    }

    /** What members may do with their own. */
    private void records(String token, String property) throws IOException, InterruptedException {
        String path = "/v2/images/" + created(token, property);
        require(client.expect(200, as(token, path)).replace("\": \"", "\":\""), property.replace("\": \"", "\":\""));
        client.expect(204, as(token, path).DELETE());
    }

    /** A protected property of an image that all may see: who may read it does, who may not never does. */
    private void seen(Tokens tokens, String image) throws IOException, InterruptedException {
        String path = "/v2/images/" + image;
        require(client.expect(200, as(tokens.admin, path)), "\"secret\"");
        String shown = client.expect(200, as(tokens.member, path));
        require(shown, "x_seen");
        String listed = client.expect(200, as(tokens.member, "/v2/images?visibility=public"));
        require(listed, "x_seen");
        if (shown.contains("secret") || listed.contains("secret")) {
            throw new AssertionError("a member reads what only administrators may");
        }
    }

    /** What those may not who are not of the project, or nobody at all. */
    private void strangers(Tokens tokens, String image) throws IOException, InterruptedException {
        String path = "/v2/images/" + image;
        client.expect(404, as(tokens.stranger, path));
        client.expect(404, as(tokens.stranger, path).DELETE());
        client.expect(401, client.request(path));
        client.expect(401, as("nonsense", path));
        client.expect(
                tokens.headersAlone,
                client.request(path).header("X-Identity-Status", "Confirmed").header("X-Roles", "admin"));
    }

    /** What the operator's files and limits forbid. */
    private void forbidden(Tokens tokens) throws IOException, InterruptedException {
        client.expect(403, creating(tokens.stranger, "\"name\": \"against the policy\""));
        client.expect(403, creating(tokens.member, "\"visibility\": \"public\""));
        client.expect(403, creating(tokens.member, "\"secret\": \"forged\""));
        client.expect(413, creating(tokens.full, "\"name\": \"too many\""));
    }

    private HttpRequest.Builder as(String token, String path) {
        return client.request(path).header("X-Auth-Token", token);
    }

    private HttpRequest.Builder creating(String token, String members) {
        return as(token, "/v2/images")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{" + IMAGE + ", " + members + "}"));
    }

    private String created(String token, String members) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(creating(token, members));
        if (answer.statusCode() != 201) {
            throw new AssertionError("create " + members + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^.*/", "");
    }

    private static void require(String text, String part) {
        if (!text.contains(part)) {
            throw new AssertionError(part + " is missing in " + text);
        }
    }
}
