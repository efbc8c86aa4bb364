package org.vitrine.store.filesystem;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.store.PatternSource;

public class FilesystemStoreTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<FilesystemStore> opened = new ArrayList<>();
    private final BlobName name = new BlobName("71c675ab-d94f-49cd-a114-e12490b328d9");
    private Path images;

    @Before
    public void nameDirectory() {
        images = folder.getRoot().toPath().resolve("images");
    }

    @After
    public void close() throws Exception {
        for (FilesystemStore store : opened) {
            store.deactivate();
        }
    }

    private FilesystemStore open(Config config) {
        var store = new FilesystemStore(new DirectBlocks(), config.build());
        opened.add(store);
        return store;
    }

    private StoredBlob write(FilesystemStore store, int length) {
        return store.write(name, new PatternSource(1, length), WriteHints.NONE);
    }

    private static ErrorKind kindOf(org.junit.function.ThrowingRunnable work) {
        return assertThrows(VitrineException.class, work).kind();
    }

    private void assertCannotWrite(FilesystemStore store) {
        assertFalse(store.describe().can(Capability.WRITE));
        assertEquals(ErrorKind.STORE_DISABLED, kindOf(() -> write(store, 10)));
    }

    @Test
    @Covers({"STORE-FILE-1", "STORE-FILE-10"})
    public void putsAnImageIntoOneFlatFile() throws Exception {
        StoredBlob stored = write(open(Config.of(images)), 300_000);

        assertEquals("file://" + images + "/" + name, stored.location().url());
        assertEquals(Map.of(), stored.location().metadata());
        assertArrayEquals(PatternSource.bytes(1, 0, 300_000), Files.readAllBytes(images.resolve(name.value())));
        try (Stream<Path> files = Files.list(images)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    @Covers("STORE-FILE-10")
    public void readsBothSchemes() {
        FilesystemStore store = open(Config.of(images));
        write(store, 77);
        var location = new BlobLocation("filesystem://" + images + "/" + name, Map.of());

        assertTrue(store.owns(location.url()));
        assertEquals(77, store.size(location));
    }

    @Test
    public void readsWhatAnotherServerLeftThere() throws Exception {
        FilesystemStore store = open(Config.of(images));
        Files.write(images.resolve("an image of 2014.img"), new byte[5]);

        assertEquals(5, store.size(new BlobLocation("file://" + images + "/an image of 2014.img", Map.of())));
    }

    @Test
    @Covers({"STORE-1", "STORE-22", "STORE-23", "STORE-34", "DISC-4", "STORE-FILE-5", "STORE-FILE-6"})
    public void describesItself() {
        var description = open(Config.of(images)
                        .with("vitrine_store_id", "cheap")
                        .with("store_description", "disks that turn")
                        .with("weight", 7)
                        .with("filesystem_store_chunk_size", 4096)
                        .with("filesystem_thin_provisioning", true))
                .describe();

        assertEquals("cheap", description.id());
        assertEquals("file", description.type());
        assertEquals(Optional.of("disks that turn"), description.text());
        assertEquals(7, description.weight());
        assertEquals(Set.of("file", "filesystem"), description.schemes());
        assertEquals(
                Map.of("data_dir", images.toString(), "chunk_size", 4096, "thin_provisioning", true),
                description.properties());
    }

    @Test
    public void hasGlancesDefaults() {
        FilesystemStoreConfig config = Config.of(images).build();
        var defaults = new Config().build();

        assertEquals("/var/lib/glance/images", defaults.filesystem_store_datadir());
        assertEquals(65536, config.filesystem_store_chunk_size());
        assertEquals(0, config.filesystem_store_file_perm());
        assertFalse(config.filesystem_thin_provisioning());
        assertTrue(config.fsync());
    }

    @Test
    public void refusesKeysThatMeanNothing() {
        for (Config config : List.of(
                Config.of(images).with("vitrine_store_id", " "),
                Config.of(images).with("direct_io", "true"),
                Config.of(images).with("filesystem_store_chunk_size", 0))) {
            assertThrows(IllegalArgumentException.class, () -> open(config));
        }
    }

    @Test
    @Covers({"STORE-9", "STORE-FILE-11", "STORE-FILE-13"})
    public void staysButDoesNotWriteWithoutOneClearSetOfDirectories() {
        String root = folder.getRoot().toString();
        assertCannotWrite(open(Config.of(images).with("filesystem_store_datadirs", new String[] {root + "/b"})));
        assertCannotWrite(open(Config.several()));
        assertCannotWrite(open(Config.of("relative/path")));
        assertCannotWrite(open(Config.several("relative/path")));
        assertCannotWrite(open(Config.of("/")));
        assertCannotWrite(open(Config.several(root + "/b:high")));
        assertCannotWrite(open(Config.several(":100")));
        assertCannotWrite(open(Config.several(root + "/b:100", root + "/b:200")));
        assertTrue(open(Config.several(root + "/b:100", root + "/b:100"))
                .describe()
                .can(Capability.WRITE));
        assertTrue(open(Config.several(root + "/b:")).describe().can(Capability.WRITE));
    }

    @Test
    @Covers("STORE-9")
    public void readsAndDeletesEvenWhenItCannotWrite() {
        write(open(Config.of(images)), 1_000);
        FilesystemStore store = open(Config.of(images).with("filesystem_store_metadata_file", "/nowhere/at/all.json"));
        var location = new BlobLocation("file://" + images + "/" + name, Map.of());

        assertCannotWrite(store);
        assertEquals(1_000, store.size(location));
        store.delete(location);
        assertEquals(ErrorKind.NOT_FOUND, kindOf(() -> store.size(location)));
    }

    @Test
    @Covers("STORE-FILE-12")
    public void makesItsDirectories() throws Exception {
        Path deep = images.resolve("a/b/c");
        assertTrue(open(Config.of(deep)).describe().can(Capability.WRITE));
        assertTrue(Files.isDirectory(deep));

        Path file = Files.createFile(folder.getRoot().toPath().resolve("file"));
        assertCannotWrite(open(Config.of(file)));
        assertCannotWrite(open(Config.of(file.resolve("below"))));
    }

    @Test
    public void acceptsALinkForADataDirectory() throws Exception {
        Path real = Files.createDirectory(folder.getRoot().toPath().resolve("real"));
        Files.createSymbolicLink(images, real);
        FilesystemStore store = open(Config.of(images));

        assertEquals(10, store.size(write(store, 10).location()));
        assertTrue(Files.exists(real.resolve(name.value())));
    }

    @Test
    @Covers({"STORE-FILE-2", "STORE-FILE-14"})
    public void fillsTheHighestPriorityFirst() {
        String root = folder.getRoot().toString();
        FilesystemStore store = open(Config.several(root + "/low:-5," + root + "/high:9", root + "/middle"));

        assertEquals(
                "file://" + root + "/high/" + name, write(store, 10).location().url());
    }

    @Test
    @Covers("STORE-FILE-14")
    public void saysFullWhenNoDirectoryHasRoomForTheAnnouncedSize() {
        String root = folder.getRoot().toString();
        FilesystemStore store = open(Config.several(root + "/a:1", root + "/b:1"));
        ByteSource untouched = () -> {
            throw new AssertionError("asked for data");
        };
        var hints = new WriteHints(OptionalLong.of(Long.MAX_VALUE), Optional.empty());

        assertEquals(ErrorKind.STORE_FULL, kindOf(() -> store.write(name, untouched, hints)));
    }

    @Test
    public void findsANameInEveryDirectory() throws Exception {
        String root = folder.getRoot().toString();
        FilesystemStore store = open(Config.several(root + "/a:1", root + "/b:2"));
        Files.write(Path.of(root, "a", name.value()), new byte[3]);

        assertEquals(ErrorKind.CONFLICT, kindOf(() -> write(store, 10)));
        assertEquals(3, store.size(new BlobLocation("file://" + root + "/a/" + name, Map.of())));
        store.discard(name);
        assertFalse(Files.exists(Path.of(root, "a", name.value())));
    }

    @Test
    @Covers("STORE-FILE-15")
    public void tellsTheMountThatAFileIsOn() throws Exception {
        Path file = folder.newFile("mounts.json").toPath();
        Files.writeString(
                file,
                "[{\"id\": \"other\", \"mountpoint\": \"" + images + "2\"}, {\"id\": \"nfs-1\", \"mountpoint\": \""
                        + images + "/\", \"tags\": [\"a\", {\"b\": \"c\"}]}]");
        FilesystemStore store = open(Config.of(images).with("filesystem_store_metadata_file", file.toString()));

        assertEquals(
                Map.of("id", "nfs-1", "mountpoint", images + "/", "tags", List.of("a", Map.of("b", "c"))),
                write(store, 10).location().metadata());

        Files.writeString(file, "{\"id\": \"other\", \"mountpoint\": \"/nowhere\"}");
        FilesystemStore elsewhere = open(Config.several(folder.getRoot() + "/b", folder.getRoot() + "/c")
                .with("filesystem_store_metadata_file", file.toString()));
        assertEquals(Map.of(), write(elsewhere, 10).location().metadata());
    }

    @Test
    @Covers({"STORE-FILE-3", "STORE-FILE-15"})
    public void cannotWriteWithAMetadataFileThatMakesNoSense() throws Exception {
        Path file = folder.newFile("mounts.json").toPath();
        for (String wrong : List.of(
                "",
                "no json",
                "\"text\"",
                "[1]",
                "{\"id\": 1, \"mountpoint\": \"/\"}",
                "{\"id\": \"a\"}",
                "[{\"id\": \"a\", \"mountpoint\": \"/\"}, {}]",
                "{\"id\": \"a\", \"mountpoint\": \"/\", \"n\": 1}",
                "{\"id\": \"a\", \"mountpoint\": \"/\", \"n\": [null]}",
                "{\"id\": \"a\", \"mountpoint\": \"\\u0000\"}")) {
            Files.writeString(file, wrong);
            assertCannotWrite(open(Config.of(images).with("filesystem_store_metadata_file", file.toString())));
        }
    }

    @Test
    @Covers({"STORE-FILE-4", "STORE-FILE-16"})
    public void setsPermissions() throws Exception {
        Files.createDirectory(
                images, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        write(open(Config.of(images).with("filesystem_store_file_perm", 640)), 10);

        assertEquals(
                "rw-r-----",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(images.resolve(name.value()))));
        assertEquals("rwx--x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(images)));
        open(Config.of(images).with("filesystem_store_file_perm", 604));
        assertEquals("rwx--x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(images)));
    }

    @Test
    @Covers("STORE-FILE-16")
    public void cannotWriteWithPermissionsThatMakeNoSense() {
        for (int wrong : new int[] {40, 680, 1777, -640, 99}) {
            assertCannotWrite(open(Config.of(images).with("filesystem_store_file_perm", wrong)));
        }
    }

    @Test
    @Covers("STORE-FILE-18")
    public void leavesHolesWhereThereAreZeros() throws Exception {
        FilesystemStore store = open(Config.of(images).with("filesystem_thin_provisioning", true));
        int megabyte = 1 << 20;
        byte[] data = new byte[64 * megabyte];
        System.arraycopy(PatternSource.bytes(1, 0, megabyte), 0, data, 20 * megabyte + 5, megabyte);
        var chunks = new int[] {0};
        ByteSource source = () -> chunks[0] == 64
                ? null
                : ByteBuffer.wrap(data, chunks[0]++ * megabyte, megabyte).asReadOnlyBuffer();
        StoredBlob stored = store.write(name, source, WriteHints.NONE);

        assertEquals(data.length, stored.bytes());
        assertEquals(data.length, store.size(stored.location()));
        Path file = images.resolve(name.value());
        assertArrayEquals(data, Files.readAllBytes(file));
        long blocks = diskUsage(file);
        assertTrue("takes " + blocks + " bytes on disk", blocks < 3L * megabyte);
    }

    private static long diskUsage(Path file) throws IOException {
        Process process = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String blocks = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        return Long.parseLong(blocks.strip()) * 512;
    }

    @Test
    public void followsNoLinkOutOfItsDirectory() throws Exception {
        FilesystemStore store = open(Config.of(images));
        Path secret = Files.writeString(folder.getRoot().toPath().resolve("secret"), "secret");
        Path link = Files.createSymbolicLink(images.resolve(name.value()), secret);
        var location = new BlobLocation("file://" + link, Map.of());

        assertEquals(ErrorKind.NOT_FOUND, kindOf(() -> store.open(location, ByteRange.ALL)));
        assertEquals(ErrorKind.NOT_FOUND, kindOf(() -> store.size(location)));
        assertEquals(ErrorKind.NOT_FOUND, kindOf(() -> store.delete(location)));
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> write(store, 10)));
        assertEquals("secret", Files.readString(secret));
        store.discard(name);
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.exists(secret));
    }

    @Test
    public void opensPlainFilesAlone() throws Exception {
        FilesystemStore store = open(Config.of(images));
        Files.createDirectory(images.resolve("directory"));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", images.resolve("pipe").toString())
                        .start()
                        .waitFor());
        for (String odd : List.of("directory", "pipe")) {
            var location = new BlobLocation("file://" + images + "/" + odd, Map.of());
            assertEquals(ErrorKind.NOT_FOUND, kindOf(() -> store.open(location, ByteRange.ALL)));
            assertEquals(ErrorKind.NOT_FOUND, kindOf(() -> store.delete(location)));
        }
        assertTrue(Files.exists(images.resolve("directory")));
    }

    @Test
    public void neverReplacesAFileThatAppearedMeanwhile() throws Exception {
        FilesystemStore store = open(Config.of(images));
        var data = new PatternSource(1, 1_000_000);
        ByteSource source = () -> {
            if (data.position() == 0) {
                write(images.resolve(name.value()), "another server's");
            }
            return data.next();
        };

        assertEquals(ErrorKind.CONFLICT, kindOf(() -> store.write(name, source, WriteHints.NONE)));
        assertEquals("another server's", Files.readString(images.resolve(name.value())));
        try (Stream<Path> files = Files.list(images)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    public void publishesNothingWhenItWasDiscardedMeanwhile() throws Exception {
        FilesystemStore store = open(Config.of(images));
        var data = new PatternSource(1, 1_000_000);
        ByteSource source = () -> {
            ByteBuffer chunk = data.next();
            if (chunk == null) {
                store.discard(name);
            }
            return chunk;
        };

        assertThrows(VitrineException.class, () -> store.write(name, source, WriteHints.NONE));
        try (Stream<Path> files = Files.list(images)) {
            assertEquals(0, files.count());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    @Test
    public void saysThatADirectoryWentAway() throws Exception {
        FilesystemStore store = open(Config.of(images));
        Files.delete(images);

        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> write(store, 10)));
        store.discard(name);
    }

    @Test
    public void syncsBesideTheWriting() throws Exception {
        FilesystemStore store = open(Config.of(images));
        int length = (int) (3 * Writeback.INTERVAL + 5);
        StoredBlob stored = write(store, length);

        assertEquals(length, store.size(stored.location()));
        ByteBuffer tail = ByteBuffer.allocate(10);
        try (ReadableByteChannel channel = store.open(stored.location(), new ByteRange(length - 10, 10))) {
            assertEquals(10, channel.read(tail));
        }
        assertArrayEquals(PatternSource.bytes(1, length - 10, 10), tail.array());
    }

    @Test
    public void stillWritesWhileItLeaves() throws Exception {
        var store = new FilesystemStore(new DirectBlocks(), Config.of(images).build());
        var data = new PatternSource(1, 2 * Writeback.INTERVAL);
        ByteSource source = () -> {
            if (data.position() == 0) {
                deactivate(store);
            }
            return data.next();
        };

        assertEquals(
                2 * Writeback.INTERVAL,
                store.write(name, source, WriteHints.NONE).bytes());
    }

    private static void deactivate(FilesystemStore store) throws IOException {
        try {
            store.deactivate();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
