package org.vitrine.store.filesystem;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.store.PatternSource;

/**
 * What real file systems do: one of 4 MiB that fills up, and one that turns read-only. Needs the right to mount;
 * where nobody has it, {@link StorageFailureTest} is what remains.
 */
public class MountedFilesystemTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final BlobName name = new BlobName("71c675ab-d94f-49cd-a114-e12490b328d9");
    private final List<FilesystemStore> opened = new ArrayList<>();
    private Path small;

    @Before
    public void mount() throws Exception {
        small = folder.newFolder("small").toPath();
        Assume.assumeTrue("needs the right to mount", run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small));
    }

    @After
    public void unmount() throws Exception {
        for (FilesystemStore store : opened) {
            store.deactivate();
        }
        run("umount", small);
    }

    private static boolean run(Object... command) throws Exception {
        List<String> words = Stream.of(command).map(Object::toString).toList();
        return new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private FilesystemStore open(Config config) {
        var store = new FilesystemStore(new DirectBlocks(), config.build());
        opened.add(store);
        return store;
    }

    private static ErrorKind kindOf(org.junit.function.ThrowingRunnable work) {
        return assertThrows(VitrineException.class, work).kind();
    }

    private long files() throws Exception {
        try (Stream<Path> files = Files.list(small)) {
            return files.count();
        }
    }

    @Test
    @Covers({"STORE-10", "STORE-FILE-17"})
    public void saysFullAndLeavesNothing() throws Exception {
        for (String direct : List.of("never", "always")) {
            FilesystemStore store = open(Config.of(small).with("direct_io", direct));
            assertEquals(
                    ErrorKind.STORE_FULL,
                    kindOf(() -> store.write(name, new PatternSource(1, 8 << 20), WriteHints.NONE)));
            assertEquals(0, files());
        }
        FilesystemStore store = open(Config.of(small));
        assertEquals(
                2 << 20,
                store.write(name, new PatternSource(1, 2 << 20), WriteHints.NONE)
                        .bytes());
    }

    /** One in memory alone, which refuses to be written past it. */
    @Test
    public void writesWhereThereIsNoDirectIo() throws Exception {
        Path plain = folder.newFolder("plain").toPath();
        Assume.assumeTrue("no ramfs here", run("mount", "-t", "ramfs", "ramfs", plain));
        try {
            FilesystemStore store = open(Config.of(plain).with("direct_io", "always"));

            int length = (3 << 20) + 5;
            store.write(name, new PatternSource(1, length), WriteHints.NONE);

            assertArrayEquals(PatternSource.bytes(1, 0, length), Files.readAllBytes(plain.resolve(name.value())));
        } finally {
            run("umount", plain);
        }
    }

    @Test
    @Covers("STORE-FILE-14")
    public void goesWhereThereIsRoom() throws Exception {
        Path large = folder.newFolder("large").toPath();
        FilesystemStore store = open(Config.several(small + ":9", large + ":1"));
        var hints = new WriteHints(OptionalLong.of(6 << 20), Optional.empty());

        assertEquals(
                "file://" + large.resolve(name.value()),
                store.write(name, new PatternSource(1, 6 << 20), hints)
                        .location()
                        .url());
        var other = new BlobName("small-enough");
        assertEquals(
                "file://" + small.resolve(other.value()),
                store.write(other, new PatternSource(1, 1 << 20), WriteHints.NONE)
                        .location()
                        .url());
    }

    @Test
    @Covers("STORE-FILE-14")
    public void prefersTheMostRoomWithinAPriority() throws Exception {
        Path large = folder.newFolder("large").toPath();
        FilesystemStore store = open(Config.several(small + ":1", large + ":1"));

        assertEquals(
                "file://" + large.resolve(name.value()),
                store.write(name, new PatternSource(1, 10), WriteHints.NONE)
                        .location()
                        .url());
    }

    @Test
    @Covers({"STORE-9", "STORE-10", "STORE-FILE-12", "STORE-FILE-19"})
    public void copesWithAFileSystemThatTurnsReadOnly() throws Exception {
        FilesystemStore store = open(Config.of(small));
        BlobLocation location =
                store.write(name, new PatternSource(1, 1000), WriteHints.NONE).location();
        assertTrue(run("mount", "-o", "remount,ro", small));

        var other = new BlobName("other");
        assertEquals(
                ErrorKind.STORE_READ_ONLY, kindOf(() -> store.write(other, new PatternSource(1, 10), WriteHints.NONE)));
        assertEquals(ErrorKind.FORBIDDEN, kindOf(() -> store.delete(location)));
        store.open(location, ByteRange.ALL).close();
        assertEquals(1, files());

        FilesystemStore restarted = open(Config.of(small));
        assertFalse(restarted.describe().can(Capability.WRITE));
        assertEquals(1000, restarted.size(location));
    }
}
