package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Keystone, started and filled by the scripts in {@code itests/src/test/resources/keystone}: users {@code admin},
 * {@code demo}, {@code alt_demo} and {@code glance} with the password {@link #PASSWORD}. The first start takes about
 * twenty seconds, later ones three. Not safe for many threads.
 */
public final class KeystoneServer implements AutoCloseable {
    /** The password of every user. */
    public static final String PASSWORD = "secret";

    private static final Path SCRIPTS = Path.of("itests", "src", "test", "resources", "keystone");
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final int LOG_TAIL = 40;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Thread endWithTheJvm = new Thread(this::endProcess, "vitrine-keystone-end");
    private final Path scripts = scripts();
    private final Path directory;
    private final Path log;
    private final int port;
    private Process process;

    private KeystoneServer() throws IOException {
        directory = Files.createTempDirectory("vitrine-keystone");
        log = directory.resolve("keystone.log");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Runtime.getRuntime().addShutdownHook(endWithTheJvm);
    }

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
        return URI.create("http://127.0.0.1:" + port + "/v3");
    }

    /** Starts it again after {@link #stop()}, with everything it knew; returns when it answers. */
    public void resume() throws IOException, InterruptedException {
        resume(TOKEN_LIFE);
    }

    /** Like {@link #resume()}; the tokens issued from now on live so long, and those issued before keep their time. */
    public void resume(Duration tokenLife) throws IOException, InterruptedException {
        process = run(
                scripts.resolve("keystone.sh").toString(),
                directory.toString(),
                Integer.toString(port),
                Long.toString(tokenLife.toSeconds()));
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!answers()) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Keystone ended with " + process.exitValue() + ":\n" + tail());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Keystone does not answer:\n" + tail());
            }
        }
    }

    /** Starts it again with new keys, so that every token it has issued is worthless. */
    public void resumeWithNewKeys() throws IOException, InterruptedException {
        delete(directory.resolve("fernet-keys"));
        resume();
    }

    /** Ends it; what it knows is kept. From then on nothing listens on its port. */
    public void stop() {
        endProcess();
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
        endProcess();
        if (!Thread.currentThread().equals(endWithTheJvm)) {
            Runtime.getRuntime().removeShutdownHook(endWithTheJvm);
        }
        delete(directory);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void fill() throws IOException, InterruptedException {
        Process filling = run("/usr/bin/python3", scripts.resolve("fill.py").toString(), uri().toString());
        if (!filling.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS) || filling.exitValue() != 0) {
            filling.destroyForcibly();
            throw new IllegalStateException("Keystone could not be filled:\n" + tail());
        }
    }

    private Process run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
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

    /** By process id, and the process's own children with it. */
    private void endProcess() {
        Process ending = process;
        if (ending == null) {
            return;
        }
        List<ProcessHandle> children = ending.descendants().toList();
        ending.destroy();
        try {
            ending.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ending.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    }

    /** The scripts, from the root of the repository or from any module in it. */
    private static Path scripts() {
        Path start = Path.of("").toAbsolutePath();
        for (Path here = start; here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve(SCRIPTS))) {
                return here.resolve(SCRIPTS);
            }
        }
        throw new IllegalStateException(SCRIPTS + " is not above " + start);
    }
}
