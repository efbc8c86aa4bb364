package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The process of a server, with a private directory and a free port of 127.0.0.1. It is ended by its process id, with
 * the JVM at the latest. Not safe for many threads.
 */
final class ServerProcess implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("itests", "src", "test", "resources");
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final int LOG_TAIL = 40;

    private final String name;
    private final String stopSignal;
    private final Thread endWithTheJvm;
    private final Path directory;
    private final Path log;
    private final int port;
    private Process process;

    /**
     * @param name for people and for the directory
     * @param stopSignal what makes it end at once and in good order, such as TERM
     */
    ServerProcess(String name, String stopSignal) throws IOException {
        this.name = name;
        this.stopSignal = stopSignal;
        String tail = "vitrine-" + name.toLowerCase(Locale.ROOT);
        directory = Files.createTempDirectory(tail);
        log = directory.resolve("log");
        port = FreePorts.take();
        endWithTheJvm = new Thread(this::endWithTheJvm, tail + "-end");
        Runtime.getRuntime().addShutdownHook(endWithTheJvm);
    }

    /** Below it everything the server writes should lie. */
    Path directory() {
        return directory;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Starts it; returns when it answers. */
    void start(Probe probe, String... command) throws IOException, InterruptedException {
        process = launch(command);
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!probe.answers()) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " ended with " + process.exitValue() + ":\n" + tail());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(name + " does not answer:\n" + tail());
            }
        }
    }

    /** Runs a program that sets the server up, to its end. */
    void run(String... command) throws IOException, InterruptedException {
        Process running = launch(command);
        if (!running.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS) || running.exitValue() != 0) {
            running.destroyForcibly();
            throw new IllegalStateException(name + " could not be set up by " + command[0] + ":\n" + tail());
        }
    }

    private Process launch(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Runs a program that asks or tells the server something, to its end; returns what it printed. */
    String ask(String... command) throws IOException, InterruptedException {
        Path printed = Files.createTempFile(directory, "printed", "");
        Process running = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectOutput(printed.toFile())
                .start();
        try {
            if (!running.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS) || running.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + tail());
            }
            return Files.readString(printed);
        } finally {
            running.destroyForcibly();
            Files.delete(printed);
        }
    }

    /** Ends it, and its own children with it. From then on nothing listens on its port. Ended already is fine. */
    void stop() {
        Process ending = process;
        if (ending == null) {
            return;
        }
        List<ProcessHandle> children = ending.descendants().toList();
        try {
            if (ending.isAlive()) {
                signal(stopSignal);
            }
            ending.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ending.destroyForcibly().onExit().join();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Sends it a signal, such as STOP and CONT. */
    void signal(String signal) throws IOException, InterruptedException {
        kill(signal, process.toHandle());
    }

    /** Sends a signal to it and to all processes it has made. */
    void signalAll(String signal) throws IOException, InterruptedException {
        signal(signal);
        for (ProcessHandle child : process.descendants().toList()) {
            kill(signal, child);
        }
    }

    private static void kill(String signal, ProcessHandle target) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(target.pid()))
                .start()
                .waitFor();
    }

    /** Ends it and removes its directory. */
    @Override
    public void close() throws IOException {
        stop();
        if (!Thread.currentThread().equals(endWithTheJvm)) {
            Runtime.getRuntime().removeShutdownHook(endWithTheJvm);
        }
        delete(directory);
    }

    private void endWithTheJvm() {
        try {
            close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes files of the server, with all that is below. */
    static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The scripts for a server, from the root of the repository or from any module in it. */
    static Path scripts(String server) {
        Path start = Path.of("").toAbsolutePath();
        for (Path here = start; here != null; here = here.getParent()) {
            Path scripts = here.resolve(SCRIPTS).resolve(server);
            if (Files.isDirectory(scripts)) {
                return scripts;
            }
        }
        throw new IllegalStateException(SCRIPTS.resolve(server) + " is not above " + start);
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    }

    /** Whether a server is ready. */
    interface Probe {
        boolean answers() throws IOException, InterruptedException;
    }
}
