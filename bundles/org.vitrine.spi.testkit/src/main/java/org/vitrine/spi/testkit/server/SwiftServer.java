package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A real Swift, started by the script in {@code itests/src/test/resources/swift}, with Swift's own logins and its S3
 * API, or with Keystone's tokens. It starts in about four seconds. Not safe for many threads.
 */
public final class SwiftServer implements AutoCloseable {
    /** Who owns an account: the user of auth v1, and S3's access key. */
    public static final String USER = "test:tester";

    /** The key to it, and S3's secret key. */
    public static final String KEY = "testing";

    /** The user of another account. */
    public static final String OTHER_USER = "test2:tester2";

    /** The key to it. */
    public static final String OTHER_KEY = "testing2";

    private static final Map<String, Path> PACKAGES = Map.of(
            "swift-proxy", Path.of("/usr/bin/swift-proxy-server"),
            "swift-account", Path.of("/usr/bin/swift-account-server"),
            "swift-container", Path.of("/usr/bin/swift-container-server"),
            "swift-object", Path.of("/usr/bin/swift-object-server"),
            "memcached", Path.of("/usr/bin/memcached"));

    private static SwiftServer shared;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ServerProcess process = new ServerProcess("Swift", "TERM");
    private final List<String> arguments;

    private SwiftServer(List<String> arguments) throws IOException {
        this.arguments = arguments;
    }

    /**
     * A new Swift that answers, with its own logins.
     *
     * @throws IllegalStateException with the end of its log when it does not start, or with the name of a package that
     *     is not installed; {@code -Dvitrine.test.without=swift-proxy} skips the test instead
     */
    public static SwiftServer start() throws IOException, InterruptedException {
        return start(List.of());
    }

    /** One for all tests of this JVM that do not disturb it, as by {@link #start()}; it ends with the JVM. */
    public static synchronized SwiftServer shared() throws IOException, InterruptedException {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** Like {@link #start()}, for the tokens of a Keystone, whose projects each have the account of their id. */
    public static SwiftServer start(KeystoneServer keystone) throws IOException, InterruptedException {
        return start(List.of(keystone.uri().toString()));
    }

    private static SwiftServer start(List<String> arguments) throws IOException, InterruptedException {
        DebianPackage.require("swift-proxy", PACKAGES.get("swift-proxy"));
        PACKAGES.forEach(DebianPackage::require);
        SwiftServer server = new SwiftServer(arguments);
        try {
            server.resume();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** The root of all its services, such as {@code http://127.0.0.1:8080}; S3's endpoint too. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + process.port());
    }

    /** Where its own logins are. */
    public URI authUri() {
        return uri().resolve("/auth/v1.0");
    }

    /** Starts it again after {@link #stop()}, with everything it held; its tokens are worthless. */
    public void resume() throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of(
                "/usr/bin/python3",
                ServerProcess.scripts("swift").resolve("run_swift.py").toString(),
                process.directory().toString(),
                Integer.toString(process.port())));
        command.addAll(arguments);
        process.start(this::answers, command.toArray(String[]::new));
    }

    /** Ends it; what it holds is kept. From then on connections are refused. */
    public void stop() {
        process.stop();
    }

    /** Makes it stand still: connections are accepted, and nothing is answered. */
    public void freeze() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    /** Ends {@link #freeze()}. */
    public void thaw() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    /** Ends it and removes what it held. */
    @Override
    public void close() throws IOException {
        process.close();
    }

    /** A token of {@link #USER}. */
    public String token() throws IOException, InterruptedException {
        return token(USER, KEY);
    }

    /** A token of its own login. */
    public String token(String user, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(authUri())
                .header("X-Auth-User", user)
                .header("X-Auth-Key", key)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.headers()
                .firstValue("X-Auth-Token")
                .orElseThrow(() -> new IllegalStateException("Swift refused a login: " + answer.statusCode()));
    }

    /**
     * Any call.
     *
     * @param path such as {@code /v1/AUTH_test/images}
     * @param token whose rights to use
     * @param body of the call
     * @param headers name and value in turn
     */
    public HttpResponse<byte[]> call(String method, String path, String token, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("X-Auth-Token", token)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The names of all objects in a container of the account of {@link #USER}; none where there is no container. */
    public Set<String> objects(String container) throws IOException, InterruptedException {
        return objects(token(), "/v1/AUTH_test/" + container);
    }

    /** The names of all objects in the container at that path. */
    public Set<String> objects(String token, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = call("GET", path, token, new byte[0]);
        return switch (answer.statusCode()) {
            case 200 ->
                new TreeSet<>(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .toList());
            case 204, 404 -> new TreeSet<>();
            default -> throw new IllegalStateException("Swift does not list " + path + ": " + answer.statusCode());
        };
    }

    /** Ready is more than listening: the storage servers must be reached too. */
    private boolean answers() throws InterruptedException {
        try {
            URI probe = arguments.isEmpty() ? authUri() : uri().resolve("/healthcheck");
            HttpRequest request = HttpRequest.newBuilder(probe)
                    .timeout(Duration.ofSeconds(5))
                    .header("X-Auth-User", USER)
                    .header("X-Auth-Key", KEY)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
