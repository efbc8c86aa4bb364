package org.vitrine.program;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** A program that is run in bounds; see the package. Safe for many threads: each run is a process of its own. */
public final class ConfinedProgram {
    private static final List<Path> SYSTEM = Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin")
            .map(Path::of)
            .toList();
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration LAST_BREATH = Duration.ofSeconds(5);

    private final String name;

    /** @param name of a program in the system's directories, or its absolute path */
    public ConfinedProgram(String name) {
        this.name = Objects.requireNonNull(name);
    }

    /** Where it is; empty when it is not installed. */
    public Optional<Path> find() {
        return find(name);
    }

    private static Optional<Path> find(String name) {
        return SYSTEM.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * Runs it, and waits for its end.
     *
     * @param directory where it works; the only place where it should write
     * @param arguments none of which may come from a user as it is
     * @param cancelled asked several times a second; once it says true, the program is killed
     * @throws VitrineException {@link ErrorKind#UNAVAILABLE} when it is not there, {@link ErrorKind#TIMEOUT} at the end of
     *     its time, {@link ErrorKind#GONE} when it was cancelled
     * @throws InterruptedIOException when the thread was interrupted
     */
    public Outcome run(Path directory, Bounds bounds, BooleanSupplier cancelled, String... arguments)
            throws IOException {
        return run(directory, bounds, cancelled, Optional.empty(), List.of(arguments));
    }

    /**
     * Like {@link #run}, but what it says on its standard output goes into a file, which counts as one that it writes.
     *
     * @param output does not exist yet
     */
    public Outcome runInto(Path output, Path directory, Bounds bounds, BooleanSupplier cancelled, String... arguments)
            throws IOException {
        return run(directory, bounds, cancelled, Optional.of(Files.createFile(output)), List.of(arguments));
    }

    private Outcome run(
            Path directory, Bounds bounds, BooleanSupplier cancelled, Optional<Path> file, List<String> arguments)
            throws IOException {
        var builder = new ProcessBuilder(command(bounds, arguments)).directory(directory.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        file.ifPresent(path -> builder.redirectOutput(path.toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("LC_ALL", "C");
        environment.put("TMPDIR", directory.toString());
        Process process = builder.start();
        try {
            var output = new SpokenText(process.getInputStream(), "output");
            var complaints = new SpokenText(process.getErrorStream(), "errors");
            await(process, bounds.wall(), cancelled);
            return new Outcome(process.exitValue(), output.text(), readable(complaints.text(), directory));
        } finally {
            kill(process);
        }
    }

    private List<String> command(Bounds bounds, List<String> arguments) {
        long processor = bounds.processor().toSeconds();
        List<String> command = new ArrayList<>();
        command.add(required("setsid"));
        command.addAll(List.of(required("setpriv"), "--no-new-privs", "--pdeathsig", "KILL"));
        command.addAll(List.of(
                required("prlimit"),
                "--cpu=" + processor + ":" + (processor + 1),
                "--as=" + bounds.memory(),
                "--fsize=" + bounds.file(),
                "--core=0",
                "--nofile=64"));
        command.add(required(name));
        command.addAll(arguments);
        return command;
    }

    private static String required(String program) {
        return find(program)
                .map(Path::toString)
                .orElseThrow(() -> new VitrineException(
                        ErrorKind.UNAVAILABLE, "the program " + program + " is not installed on this server"));
    }

    private void await(Process process, Duration wall, BooleanSupplier cancelled) throws IOException {
        long deadline = System.nanoTime() + wall.toNanos();
        try {
            while (!process.waitFor(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new VitrineException(ErrorKind.GONE, "the work was cancelled");
                }
                if (System.nanoTime() - deadline >= 0) {
                    throw new VitrineException(
                            ErrorKind.TIMEOUT, simpleName() + " took longer than " + wall.toSeconds() + " seconds");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted while " + simpleName() + " was running");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private String simpleName() {
        return Path.of(name).getFileName().toString();
    }

    /** It and all that it started; of what it left behind when it ended by itself there is no trace. */
    private static void kill(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        if (process.isAlive()) {
            process.onExit()
                    .completeOnTimeout(process, LAST_BREATH.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private static String readable(String complaints, Path directory) {
        return complaints
                .replace(directory + "/", "")
                .replaceAll("[^\\x20-\\x7e]+", " ")
                .strip();
    }
}
