package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real Barbican, started by the script in {@code itests/src/test/resources/barbican}, for the tokens of a Keystone. It
 * starts in about three seconds. Not safe for many threads.
 */
public final class BarbicanServer implements AutoCloseable {
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

    /** The keys that it holds. */
    public BarbicanKeys keys() {
        return new BarbicanKeys(uri());
    }

    /** Ends it and removes what it held. */
    @Override
    public void close() throws IOException {
        process.close();
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest.Builder versions = HttpRequest.newBuilder(uri()).timeout(Duration.ofSeconds(5));
            return http.send(versions.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 300;
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
