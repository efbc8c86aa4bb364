package org.vitrine.program;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

public class ConfinedProgramTest {
    private static final long MEMORY = 1L << 30;
    private static final Bounds BOUNDS = new Bounds(Duration.ofSeconds(60), Duration.ofSeconds(60), MEMORY, 1 << 20);
    private static final String SLEEPER = "echo $$ > pid; sleep 1000 & echo $! > child; touch ready; wait";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ConfinedProgram shell = new ConfinedProgram("sh");
    private Path directory;

    @Before
    public void setUp() {
        directory = folder.getRoot().toPath();
    }

    private Outcome run(Bounds bounds, String script) throws IOException {
        return shell.run(directory, bounds, () -> false, "-c", script);
    }

    private boolean isReady() {
        return Files.exists(directory.resolve("ready"));
    }

    @Test
    public void givesWhatTheProgramSays() throws Exception {
        Outcome outcome = run(BOUNDS, "pwd; cat; echo $PATH $TMPDIR; echo out of paper >&2; exit 3");
        assertEquals(directory + "\n/usr/bin:/bin " + directory + "\n", outcome.output());
        assertEquals(3, outcome.status());
        assertFalse(outcome.succeeded());
        assertEquals("out of paper", outcome.reason());
        assertEquals("it ended with status 4", run(BOUNDS, "exit 4").reason());
        assertTrue(run(BOUNDS, "true").succeeded());
    }

    @Test
    public void cleansComplaints() throws Exception {
        Outcome outcome = run(BOUNDS, "printf \"$TMPDIR/x: a\\tb\\033[1m\\n\" >&2; exit 1");
        assertEquals("x: a b [1m", outcome.reason());
    }

    @Test
    public void isAGroupOfItsOwnWithoutHopeOfMoreRights() throws Exception {
        String output = run(BOUNDS, "echo $$; cut -d' ' -f5 /proc/$$/stat; grep NoNewPrivs /proc/self/status")
                .output();
        String[] lines = output.split("\\s+");
        assertEquals(output, lines[0], lines[1]);
        assertEquals(output, "1", lines[3]);
    }

    @Test
    public void keepsABoundedPartOfWhatIsSaid() throws Exception {
        Outcome outcome = run(BOUNDS, "head -c 5000000 /dev/zero | tr '\\0' x; head -c 5000000 /dev/zero >&2");
        assertTrue(outcome.succeeded());
        assertEquals(256 * 1024, outcome.output().length());
    }

    @Test
    public void endsWhatCalculatesTooLong() throws Exception {
        var bounds = new Bounds(Duration.ofSeconds(60), Duration.ofSeconds(1), MEMORY, 1 << 20);
        assertEquals(
                "it took more processor time than it may",
                run(bounds, "while :; do :; done").reason());
    }

    @Test
    public void endsWhatWantsTooMuchMemory() throws Exception {
        var bounds = new Bounds(Duration.ofSeconds(60), Duration.ofSeconds(60), 64 << 20, 1 << 20);
        Outcome outcome = run(bounds, "x=a; while :; do x=$x$x; done");
        assertFalse(outcome.succeeded());
    }

    @Test
    public void endsWhatWritesTooMuch() throws Exception {
        Outcome outcome = run(BOUNDS, "exec head -c 2000000 /dev/zero > big");
        assertEquals("its result is larger than it may be", outcome.reason());
        assertEquals(1 << 20, Files.size(directory.resolve("big")));
        Outcome into = shell.runInto(
                directory.resolve("out"), directory, BOUNDS, () -> false, "-c", "exec head -c 2000000 /dev/zero");
        assertEquals("its result is larger than it may be", into.reason());
        assertEquals(1 << 20, Files.size(directory.resolve("out")));
    }

    @Test
    public void writesItsOutputIntoANewFile() throws Exception {
        Path out = directory.resolve("out");
        Outcome outcome = shell.runInto(out, directory, BOUNDS, () -> false, "-c", "echo hello; echo oh >&2");
        assertEquals("hello\n", Files.readString(out));
        assertEquals(new Outcome(0, "", "oh"), outcome);
        assertThrows(
                FileAlreadyExistsException.class,
                () -> shell.runInto(out, directory, BOUNDS, () -> false, "-c", "echo again"));
    }

    private void assertGone() throws IOException {
        for (String file : new String[] {"pid", "child"}) {
            long pid = Long.parseLong(Files.readString(directory.resolve(file)).strip());
            for (int i = 0; i < 100 && !isGone(pid); i++) {
                ProcessHandle.of(pid)
                        .map(ProcessHandle::onExit)
                        .ifPresent(end -> end.completeOnTimeout(null, 50, TimeUnit.MILLISECONDS)
                                .join());
            }
            assertTrue(file, isGone(pid));
        }
    }

    /** A zombie that waits for its parent counts as gone: it is nobody's child any longer. */
    private static boolean isGone(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        try {
            return Files.readString(stat).contains(") Z");
        } catch (IOException e) {
            // It may go while its file is being read.
            if (Files.exists(stat)) {
                throw e;
            }
            return true;
        }
    }

    @Test
    public void killsItWithItsChildrenAtTheEndOfItsTime() throws Exception {
        var bounds = new Bounds(Duration.ofSeconds(2), Duration.ofSeconds(60), MEMORY, 1 << 20);
        VitrineException failure = assertThrows(VitrineException.class, () -> run(bounds, SLEEPER));
        assertEquals(ErrorKind.TIMEOUT, failure.kind());
        assertEquals("sh took longer than 2 seconds", failure.getMessage());
        assertGone();
    }

    @Test
    public void killsItWhenNobodyWantsItAnyLonger() throws Exception {
        VitrineException failure =
                assertThrows(VitrineException.class, () -> shell.run(directory, BOUNDS, this::isReady, "-c", SLEEPER));
        assertEquals(ErrorKind.GONE, failure.kind());
        assertGone();
    }

    @Test
    public void killsItWhenInterrupted() throws Exception {
        Thread waiting = Thread.currentThread();
        assertThrows(
                InterruptedIOException.class,
                () -> shell.run(
                        directory,
                        BOUNDS,
                        () -> {
                            if (isReady()) {
                                waiting.interrupt();
                            }
                            return false;
                        },
                        "-c",
                        SLEEPER));
        assertTrue(Thread.interrupted());
        assertGone();
    }

    @Test
    public void saysWhatIsMissing() {
        var missing = new ConfinedProgram("no-such-program");
        assertEquals(Optional.empty(), missing.find());
        VitrineException failure =
                assertThrows(VitrineException.class, () -> missing.run(directory, BOUNDS, () -> false));
        assertEquals(ErrorKind.UNAVAILABLE, failure.kind());
        assertTrue(failure.getMessage().contains("no-such-program is not installed"));
    }
}
