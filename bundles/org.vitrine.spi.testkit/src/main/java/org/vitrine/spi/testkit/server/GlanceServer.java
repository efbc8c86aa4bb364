package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;

/**
 * The real Glance, run by the script in {@code itests/src/test/resources/glance}: one store of files, and a Keystone to ask
 * who is calling. Starts in about ten seconds. Not safe for many threads.
 */
public final class GlanceServer implements AutoCloseable {
    private static final int MULTIPLE_CHOICES = 300;

    private final ServerProcess process;

    private GlanceServer(ServerProcess process) {
        this.process = process;
    }

    /**
     * One that answers.
     *
     * @throws IllegalStateException with the end of its log when it does not start, as when the package is missing
     */
    public static GlanceServer start(KeystoneServer keystone) throws IOException, InterruptedException {
        GlanceServer server = new GlanceServer(new ServerProcess("Glance", "TERM"));
        boolean started = false;
        try {
            server.process.start(
                    server::answers,
                    ServerProcess.scripts("glance").resolve("glance.sh").toString(),
                    server.process.directory().toString(),
                    Integer.toString(server.process.port()),
                    keystone.uri().resolve("/").toString());
            started = true;
            return server;
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri().toURL().openConnection();
            try {
                return connection.getResponseCode() == MULTIPLE_CHOICES;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false; // not yet
        }
    }

    /** The root of its API. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + process.port());
    }

    /** The file with the data of an image. */
    public Path data(String image) {
        return process.directory().resolve("images").resolve(image);
    }

    /** Ends it and removes its directory. */
    @Override
    public void close() throws IOException {
        process.close();
    }
}
