package org.vitrine.policy.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;
import org.vitrine.spi.policy.PolicyTarget;
import org.vitrine.spi.testkit.Covers;

/** Changed files count from the next decision on; broken ones change nothing. */
@Covers({"op:POL-31", "POL-33"})
public class ReloadTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final AtomicLong clock = new AtomicLong();
    private Path directory;
    private Path file;

    @Before
    public void find() {
        directory = folder.getRoot().toPath();
        file = directory.resolve("policy.yaml");
    }

    @Test
    public void aFileThatAppearsChangesOrGrowsOlderCounts() throws Exception {
        OsloEnforcer engine = engine();
        assertTrue("by the default rule", allows(engine, "mine"));
        write("mine: role:member", 2_000_000);
        assertTrue(allows(engine, "mine"));
        write("mine: role:nobody", 3_000_000);
        assertFalse(allows(engine, "mine"));
        write("mine: role:member", 1_000_000);
        assertTrue(allows(engine, "mine"));
    }

    @Test
    @Covers("op:POL-30")
    public void aFileOfConfigurationNamesDirectoriesInOneText() throws Exception {
        Files.writeString(Files.createDirectory(directory.resolve("one.d")).resolve("1.yaml"), "mine: '!'");
        Files.writeString(Files.createDirectory(directory.resolve("two.d")).resolve("2.yaml"), "other: '!'");
        EngineConfig config = new EngineConfig(Path.of("/nowhere, " + directory)).directories("one.d, two.d");
        OsloEnforcer engine = new OsloEnforcer(config, List.of(), clock::get);
        assertFalse(allows(engine, "mine"));
        assertFalse(allows(engine, "other"));
    }

    @Test
    @Covers({"op:POL-30", "op:POL-31"})
    public void directoriesAreWatchedToo() throws Exception {
        Files.writeString(file, "mine: '!'");
        OsloEnforcer engine = engine();
        assertFalse(allows(engine, "mine"));
        Path extra = Files.createDirectory(directory.resolve("policy.d")).resolve("10.yaml");
        Files.writeString(extra, "mine: '@'");
        assertTrue(allows(engine, "mine"));
        Files.writeString(extra, "mine: role:nobody");
        assertFalse(allows(engine, "mine"));
        Files.writeString(directory.resolve("policy.d/20.yaml"), "mine: '@'");
        assertTrue(allows(engine, "mine"));
        Files.writeString(file, "mine: role:nobody # and longer");
        assertTrue("the directory still applies last", allows(engine, "mine"));
        Files.delete(directory.resolve("policy.d/20.yaml"));
        assertFalse(allows(engine, "mine"));
    }

    @Test
    public void whatVanishesStaysUntilARestart() throws Exception {
        Files.writeString(file, "mine: '!'\nget_image: '!'");
        OsloEnforcer engine = engine();
        assertFalse(allows(engine, "mine"));
        try (CapturedLog log = new CapturedLog()) {
            Files.writeString(file, "mine: '@'");
            assertTrue(allows(engine, "mine"));
            Files.delete(file);
            assertTrue(allows(engine, "mine"));
            assertEquals(Decision.DENIED, engine.decide(Caller.with("admin"), "get_image", PolicyTarget.NONE));
            List<String> warnings = log.lines("WARN");
            assertEquals(warnings.toString(), 2, warnings.size());
            assertTrue(warnings.get(0), warnings.get(0).contains("Rules [get_image] are in no policy file any more"));
        }
        assertEquals(Decision.ALLOWED, engine().decide(Caller.with("admin"), "get_image", PolicyTarget.NONE));
    }

    @Test
    @Covers({"op:POL-1", "op:POL-32"})
    public void aBrokenFileKeepsTheLastGoodRulesAndIsNamedOnce() throws Exception {
        Files.writeString(file, "mine: '@'");
        OsloEnforcer engine = engine();
        try (CapturedLog log = new CapturedLog()) {
            Files.writeString(file, "mine: [");
            for (int i = 0; i < 5; i++) {
                assertTrue(allows(engine, "mine"));
            }
            List<String> errors = log.lines("ERROR");
            assertEquals(errors.toString(), 1, errors.size());
            assertTrue(errors.get(0), errors.get(0).contains(file.toString()));
            assertTrue(errors.toString(), log.lines("ERROR").get(0).length() < 500);
        }
        Path other = Files.createDirectory(directory.resolve("policy.d")).resolve("a");
        Files.writeString(other, "mine: '!'");
        assertTrue("all files or none", allows(engine, "mine"));
        Files.writeString(file, "mine: '@' # mended");
        assertFalse(allows(engine, "mine"));
    }

    @Test
    @Covers({"op:POL-1", "op:POL-32"})
    public void nothingIsGrantedBeforeFilesWereGood() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            Files.writeString(file, "- no mapping");
            OsloEnforcer engine = engine();
            for (int i = 0; i < 3; i++) {
                VitrineException e = assertThrows(VitrineException.class, () -> allows(engine, "context_is_admin"));
                assertEquals(ErrorKind.INTERNAL, e.kind());
            }
            assertTrue(log.lines("ERROR").get(0).endsWith("nothing is granted"));
            assertEquals(1, log.lines("ERROR").size());
            Files.writeString(file, "mine: '@'");
            assertTrue(allows(engine, "mine"));
        }
    }

    @Test
    public void looksAtFilesSeldom() throws Exception {
        Files.writeString(file, "mine: '@'");
        OsloEnforcer engine = engine();
        Files.writeString(file, "mine: role:nobody");
        for (int i = 0; i < 1000; i++) {
            assertEquals(Decision.ALLOWED, engine.decide(Caller.with("member"), "mine", PolicyTarget.NONE));
        }
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(6));
        assertEquals(Decision.DENIED, engine.decide(Caller.with("member"), "mine", PolicyTarget.NONE));
    }

    @Test(timeout = 60_000)
    public void decisionsSeeOneSetOfRulesOrTheNext() throws Exception {
        String open = "a: '@'\nb: '@'\nboth: rule:a and rule:b or not rule:a and not rule:b\n";
        String shut = open.replace("'@'", "'!'");
        replace(open);
        OsloEnforcer engine = new OsloEnforcer(new EngineConfig(directory));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong decided = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<?>> deciders = new ArrayList<>();
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 2; i++) {
                deciders.add(threads.submit(() -> {
                    while (!stop.get()) {
                        assertEquals(Decision.ALLOWED, engine.decide(Caller.SERVER, "both", PolicyTarget.NONE));
                        decided.incrementAndGet();
                    }
                }));
            }
            for (int i = 0; i < 60; i++) {
                Decision expected = i % 2 == 0 ? Decision.DENIED : Decision.ALLOWED;
                if (i % 10 == 5) {
                    replace("both: [");
                }
                replace(i % 2 == 0 ? shut : open);
                while (engine.decide(Caller.SERVER, "a", PolicyTarget.NONE) != expected) {
                    Thread.yield();
                }
            }
        } finally {
            stop.set(true);
            threads.shutdown();
        }
        for (Future<?> decider : deciders) {
            decider.get();
        }
        assertTrue("" + decided, decided.get() > 1000);
    }

    @Test
    public void leavesWhenAsked() {
        OsloEnforcer engine = engine();
        engine.close();
        assertFalse(engine.drain().tryEnter());
    }

    private void replace(String text) throws IOException {
        Path fresh = directory.resolve(".fresh");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Says when: of what is written within one tick of its clock Linux may keep one time. */
    private void write(String text, long millis) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    }

    private OsloEnforcer engine() {
        return new OsloEnforcer(new EngineConfig(directory), DefaultRules.list(), clock::get);
    }

    private boolean allows(OsloEnforcer engine, String rule) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        return engine.decide(Caller.with("member"), rule, PolicyTarget.NONE) == Decision.ALLOWED;
    }
}
