package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real Keystone, started and filled by the scripts in {@code itests/src/test/resources/keystone}: users {@code admin},
 * {@code demo}, {@code alt_demo} and {@code glance} with the password {@link #PASSWORD}. The first start takes about
 * twenty seconds, later ones three. Not safe for many threads.
 */
public final class KeystoneServer implements AutoCloseable {
    /** The password of every user. */
    public static final String PASSWORD = "secret";

    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Path scripts = ServerProcess.scripts("keystone");
    private final ServerProcess process = new ServerProcess("Keystone", "TERM");

    private KeystoneServer() throws IOException {}

    /**
     * A new Keystone that answers and knows its users.
     *
     * @throws IllegalStateException with the end of its log when it does not start, as when a package is missing
     */
    public static KeystoneServer start() throws IOException, InterruptedException {
        KeystoneServer server = new KeystoneServer();
        try {
            server.resume();
            server.fill();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** The root of the Identity API, such as {@code http://127.0.0.1:35357/v3}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + process.port() + "/v3");
    }

    /** Starts it again after {@link #stop()}, with everything it knew; returns when it answers. */
    public void resume() throws IOException, InterruptedException {
        resume(TOKEN_LIFE);
    }

    /** Like {@link #resume()}; the tokens issued from now on live so long, and those issued before keep their time. */
    public void resume(Duration tokenLife) throws IOException, InterruptedException {
        process.start(
                this::answers,
                scripts.resolve("keystone.sh").toString(),
                process.directory().toString(),
                Integer.toString(process.port()),
                Long.toString(tokenLife.toSeconds()));
    }

    /** Starts it again with new keys, so that every token it has issued is worthless. */
    public void resumeWithNewKeys() throws IOException, InterruptedException {
        ServerProcess.delete(process.directory().resolve("fernet-keys"));
        resume();
    }

    /** Ends it; what it knows is kept. From then on nothing listens on its port. */
    public void stop() {
        process.stop();
    }

    /** Makes it silent: connections are taken, nothing is answered until {@link #thaw()}. */
    public void freeze() throws IOException, InterruptedException {
        process.signalAll("STOP");
    }

    /** Lets it answer again what it was asked since {@link #freeze()} and all that comes. */
    public void thaw() throws IOException, InterruptedException {
        process.signalAll("CONT");
    }

    /** A token of the user for the project of the same name; {@code glance} gets one for the project {@code service}. */
    public String token(String user) throws IOException, InterruptedException {
        String project = "glance".equals(user) ? "service" : user;
        return login(
                password(user, "{\"project\": {\"name\": \"" + project + "\", \"domain\": {\"id\": \"default\"}}}"));
    }

    /** A token of the user for this scope, which is JSON such as {@code {"system": {"all": true}}}. */
    public String token(String user, String scope) throws IOException, InterruptedException {
        return login(password(user, scope));
    }

    /** A token for the request body, which is JSON starting with the key {@code auth}. */
    public String login(String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = call("POST", "/auth/tokens", null, body);
        return answer.headers()
                .firstValue("X-Subject-Token")
                .orElseThrow(() -> new IllegalStateException("Keystone refused a login: " + answer.body()));
    }

    /** Adds a service to the catalog of all tokens issued from now on, with its three endpoints in one place. */
    public void registerService(String type, String name, URI place) throws IOException, InterruptedException {
        String admin = token("admin");
        String service = made(
                        "/services", admin, "{\"service\": {\"type\": \"" + type + "\", \"name\": \"" + name + "\"}}")
                .replaceFirst("(?s).*\"id\": ?\"([^\"]+)\".*", "$1");
        for (String endpointInterface : List.of("public", "internal", "admin")) {
            made(
                    "/endpoints",
                    admin,
                    "{\"endpoint\": {\"service_id\": \"" + service + "\", \"interface\": \"" + endpointInterface
                            + "\", \"region_id\": \"RegionOne\", \"url\": \"" + place + "\"}}");
        }
    }

    private String made(String path, String admin, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = call("POST", path, admin, body);
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("Keystone made nothing: " + answer.body());
        }
        return answer.body();
    }

    /** Makes a token worthless at once. */
    public void revoke(String token) throws IOException, InterruptedException {
        HttpRequest request = request("/auth/tokens", token)
                .header("X-Subject-Token", token)
                .DELETE()
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 204) {
            throw new IllegalStateException("Keystone revoked nothing: " + answer.body());
        }
    }

    /**
     * Any call of the Identity API.
     *
     * @param path below {@link #uri()}, such as {@code /projects}
     * @param token whose rights to use, or null
     * @param body JSON, or null
     */
    public HttpResponse<String> call(String method, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest request = request(path, token).method(method, publisher).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Ends it and removes its directory. */
    @Override
    public void close() throws IOException {
        process.close();
    }

    private void fill() throws IOException, InterruptedException {
        process.run("/usr/bin/python3", scripts.resolve("fill.py").toString(), uri().toString());
    }

    private boolean answers() throws InterruptedException {
        try {
            return call("GET", "", null, null).statusCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(uri() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json");
        if (token != null) {
            builder.header("X-Auth-Token", token);
        }
        return builder;
    }

    private static String password(String user, String scope) {
        return "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": {\"name\": \"" + user
                + "\", \"domain\": {\"id\": \"default\"}, \"password\": \"" + PASSWORD + "\"}}}, \"scope\": " + scope
                + "}}";
    }
}
