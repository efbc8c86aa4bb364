package org.vitrine.itests;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.vitrine.spi.testkit.server.FreePorts;

/** A server started by {@code ./run}, as a user starts it, on a free port with a data directory of its own. */
final class Distribution implements AutoCloseable {
    private static final Path ROOT =
            Path.of(System.getProperty("vitrine.root", "..")).toAbsolutePath().normalize();
    private static final long START_SECONDS = 300;
    private static final long STOP_SECONDS = 120;

    private final Path data;
    private final int port;
    private final List<String> options;
    private final Map<String, String> environment;
    private Process process;

    private Distribution(Path data, int port, List<String> options, Map<String, String> environment) {
        this.data = data;
        this.port = port;
        this.options = options;
        this.environment = environment;
    }

    /** Starts a server; returns when the API answers. */
    static Distribution start(Path data, String... options) throws IOException, InterruptedException {
        return start(Map.of(), data, options);
    }

    /** Starts a server in an environment with these variables too. */
    static Distribution start(Map<String, String> environment, Path data, String... options)
            throws IOException, InterruptedException {
        Distribution server = new Distribution(data, FreePorts.take(), Arrays.asList(options), environment);
        server.start();
        return server;
    }

    /** Starts a server on that port. */
    static Distribution start(int port, Path data, String... options) throws IOException, InterruptedException {
        Distribution server = new Distribution(data, port, Arrays.asList(options), Map.of());
        server.start();
        return server;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    ImageClient client() {
        return new ImageClient(uri());
    }

    Path data() {
        return data;
    }

    /** Starts it again on the same port and data. */
    void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(ROOT.resolve("run").toString(), "--port", Integer.toString(port), "--data", data.toString()));
        command.addAll(options);
        Path output = data.resolveSibling(data.getFileName() + ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // Few of these servers start twice.
        builder.environment().put("VITRINE_CLASS_ARCHIVE", "off");
        // Whatever this machine's way out is: the tests' servers are here.
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment);
        process = builder.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.readString(output).contains("Vitrine serves the Image API at")) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
                String said = Files.readString(output);
                close();
                throw new IllegalStateException("the server does not start: " + said + logTail());
            }
            if (answersNotFound()) {
                close();
                throw new IllegalStateException("the port is open, but nobody is there: 404 for the versions");
            }
        }
    }

    /** Whether the port is open, and what is behind it does not know the one path that all clients ask for. */
    private boolean answersNotFound() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri().toURL().openConnection();
        connection.setReadTimeout((int) TimeUnit.SECONDS.toMillis(START_SECONDS));
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_NOT_FOUND;
        } catch (SocketException e) {
            return false; // not yet
        } finally {
            connection.disconnect();
        }
    }

    /** The server's own process, not the script's. */
    ProcessHandle java() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the server does not run"));
    }

    /** As if the power went: the process is gone at once. */
    void kill() throws InterruptedException {
        java().destroyForcibly();
        process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    }

    /** Asks it to stop and waits for that; its exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the server did not stop within " + STOP_SECONDS + " s");
        }
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(data.resolve("log/vitrine.log"), StandardCharsets.UTF_8);
    }

    private String logTail() throws IOException {
        Path log = data.resolve("log/vitrine.log");
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        try {
            process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
