package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * A real Barbican, started by the script in {@code itests/src/test/resources/barbican}, for the tokens of a Keystone. It
 * starts in about three seconds. Not safe for many threads.
 */
public final class BarbicanServer implements AutoCloseable {
    private static final String KEY = "{\"name\": \"volume\", \"secret_type\": \"symmetric\", \"algorithm\": \"aes\","
            + " \"bit_length\": 256, \"mode\": \"xts\", \"payload\": \"" + "A".repeat(43)
            + "=\", \"payload_content_type\": \"application/octet-stream\", \"payload_content_encoding\": \"base64\"}";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ServerProcess process = new ServerProcess("Barbican", "TERM");
    private final URI keystone;

    private BarbicanServer(URI keystone) throws IOException {
        this.keystone = keystone;
    }

    /**
     * A new Barbican that answers and holds no key. Keystone's catalog does not know of it.
     *
     * @throws IllegalStateException with the end of its log when it does not start, or with the name of a package that
     *     is not installed; {@code -Dvitrine.test.without=python3-barbican} skips the test instead
     */
    public static BarbicanServer start(KeystoneServer keystone) throws IOException, InterruptedException {
        DebianPackage.require("python3-barbican", Path.of("/usr/lib/python3/dist-packages/barbican/api/app.py"));
        BarbicanServer server = new BarbicanServer(keystone.uri());
        try {
            server.resume();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** Where it is, without the version of its API. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + process.port());
    }

    /** Starts it again after {@link #stop()}, with every key it held. */
    public void resume() throws IOException, InterruptedException {
        process.start(
                this::answers,
                "/usr/bin/python3",
                ServerProcess.scripts("barbican").resolve("run_barbican.py").toString(),
                process.directory().toString(),
                Integer.toString(process.port()),
                keystone.toString());
    }

    /** Ends it; the keys are kept. From then on connections are refused. */
    public void stop() {
        process.stop();
    }

    /** Makes it stand still: connections are accepted, and nothing is answered until {@link #thaw()}. */
    public void freeze() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    /** Ends {@link #freeze()}. */
    public void thaw() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    /** A new key as Cinder makes one for a volume, in the project of the token. */
    public UUID create(String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = call(request("/v1/secrets", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(KEY)));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("Barbican made no key: " + answer.statusCode() + " " + answer.body());
        }
        String reference = answer.body().replaceFirst("(?s).*/v1/secrets/([0-9a-f-]{36}).*", "$1");
        return UUID.fromString(reference);
    }

    /** Whether it holds that key, for the owner of a token that may see it. */
    public boolean holds(String token, UUID key) throws IOException, InterruptedException {
        HttpResponse<String> answer = call(request("/v1/secrets/" + key, token).header("Accept", "application/json"));
        if (answer.statusCode() != 200 && answer.statusCode() != 404) {
            throw new IllegalStateException("Barbican does not say: " + answer.statusCode() + " " + answer.body());
        }
        return answer.statusCode() == 200;
    }

    /** Ends it and removes what it held. */
    @Override
    public void close() throws IOException {
        process.close();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(uri() + path))
                .timeout(Duration.ofSeconds(60))
                .header("X-Auth-Token", token);
    }

    private HttpResponse<String> call(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest.Builder versions = HttpRequest.newBuilder(uri()).timeout(Duration.ofSeconds(5));
            return call(versions).statusCode() == 300;
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
