package org.vitrine.importing.decompression;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.config.ShippedSample;
import org.vitrine.spi.testkit.importing.FakeImportContext;
import org.vitrine.spi.testkit.store.PatternSource;

public class ImageDecompressionTest {
    private static final byte[] DATA =
            Archives.join(PatternSource.bytes(1, 0, 150_000), new byte[200_000], PatternSource.bytes(2, 0, 150_001));
    private static final int ENTRY = 0x02014b50;
    private static final int END = 0x06054b50;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final FakeConfiguration<ImageDecompressionConfig> config =
            FakeConfiguration.of(ImageDecompressionConfig.class);

    private FakeImportContext context() throws IOException {
        return FakeImportContext.of(folder.newFolder().toPath(), "raw");
    }

    private ImportSource rewrite(InputStream archive) throws IOException {
        return new ImageDecompression(config.build())
                .rewrite(context(), ImportSource.of(archive, OptionalLong.empty()));
    }

    private byte[] unpack(byte[] archive) throws IOException {
        try (ImportSource source = rewrite(new ByteArrayInputStream(archive));
                InputStream stream = source.open()) {
            return stream.readAllBytes();
        }
    }

    private void assertRefused(ErrorKind kind, String what, byte[] archive) {
        VitrineException refusal = assertThrows(what, VitrineException.class, () -> unpack(archive));
        assertEquals(what + ": " + refusal.getMessage(), kind, refusal.kind());
    }

    @Test
    @Covers({"IMP-81", "IMP-82"})
    public void takesImagesOutOfTheirArchives() throws Exception {
        for (byte[] data : List.of(DATA, new byte[0], new byte[] {1}, new byte[3_000_000])) {
            assertArrayEquals(data, unpack(Archives.gzip(data)));
            assertArrayEquals(data, unpack(Archives.zip(data, "image.raw")));
            assertArrayEquals(data, unpack(Archives.zip(data, "../../../etc/passwd")));
            assertArrayEquals(data, unpack(Archives.storedZip(data, "/etc/passwd")));
        }
        byte[] twice =
                Archives.join(Archives.gzip(DATA), Archives.gzip(new byte[0]), Archives.gzip(DATA), new byte[99]);
        assertArrayEquals(Archives.join(DATA, DATA), unpack(twice));
    }

    @Test
    public void readsAByteAtATimeToo() throws Exception {
        byte[] archive = Archives.zip(DATA, "image");
        try (ImportSource source = rewrite(new SequenceInputStream(
                new ByteArrayInputStream(archive, 0, 1), new ByteArrayInputStream(archive, 1, archive.length - 1)))) {
            InputStream stream = source.open();
            for (byte b : DATA) {
                assertEquals(b & 0xff, stream.read());
            }
            assertEquals(-1, stream.read());
            assertEquals(-1, stream.read());
        }
    }

    @Test
    public void understandsHeadersWithEverything() throws Exception {
        byte[] plain = Archives.gzip(DATA);
        byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3, 3, 0, 'x', 0, 'y', 'n', 0, 'c', 0, 5, 5
        };
        assertArrayEquals(DATA, unpack(Archives.join(header, Arrays.copyOfRange(plain, 10, plain.length))));
    }

    /** A peer that sends nothing more. */
    private static final class EndlessWait extends InputStream {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            throw new IOException("closed");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test(timeout = 60_000)
    public void canBeClosedByAnotherThread() throws Exception {
        for (byte[] archive : List.of(Archives.gzip(DATA), Archives.zip(DATA, "a"))) {
            ImportSource source =
                    rewrite(new SequenceInputStream(new ByteArrayInputStream(archive, 0, 100_000), new EndlessWait()));
            InputStream stream = source.open();
            var reader = new Thread(() -> {
                try {
                    while (stream.read() >= 0) {
                        // until there is nothing more
                    }
                } catch (IOException e) {
                    // closed
                }
            });
            reader.start();
            source.close();
            reader.join();
            assertThrows(IOException.class, () -> stream.read(new byte[100]));
        }
    }

    @Test
    @Covers("IMP-81")
    public void takesOffOneLayerAlone() throws Exception {
        byte[] inner = Archives.gzip(DATA);
        assertArrayEquals(inner, unpack(Archives.zip(inner, "image.gz")));
    }

    @Test
    @Covers({"IMP-81", "FMT-7"})
    public void leavesEverythingElseAlone() throws Exception {
        for (byte[] data : List.of(DATA, new byte[0], new byte[] {0x1f}, "PK\005\006".getBytes(), "x-lh".getBytes())) {
            assertArrayEquals(data, unpack(data));
        }
        Path file = Files.write(folder.getRoot().toPath().resolve("data"), DATA);
        ImportSource same = ImportSource.of(file);
        assertSame(same, new ImageDecompression(config.build()).rewrite(context(), same));
        FakeImportContext compressed = context();
        compressed.image(
                compressed.image().toBuilder().containerFormat("compressed").build());
        assertFalse(new ImageDecompression(config.build()).concerns(compressed));
        assertTrue(new ImageDecompression(config.build()).concerns(context()));
    }

    @Test
    public void refusesBrokenGzip() throws Exception {
        byte[] good = Archives.gzip(DATA);
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("cut in the header", Arrays.copyOf(good, 5));
        bad.put("cut in the data", Arrays.copyOf(good, good.length / 2));
        bad.put("cut before the checksum", Arrays.copyOf(good, good.length - 8));
        bad.put("cut in the length", Arrays.copyOf(good, good.length - 1));
        bad.put("checksum", Archives.with(good, b -> b.put(good.length - 8, (byte) ~good[good.length - 8])));
        bad.put("length", Archives.with(good, b -> b.put(good.length - 1, (byte) 1)));
        bad.put("features", Archives.with(good, b -> b.put(3, (byte) 0x80)));
        bad.put("data", Archives.with(good, b -> b.putLong(1000, -1)));
        bad.put("garbage behind", Archives.join(good, new byte[] {1, 2, 3}));
        bad.put("garbage behind zeros", Archives.join(good, new byte[] {0, 0, 3}));
        bad.put("half a member behind", Archives.join(good, Arrays.copyOf(good, 9)));
        bad.put(
                "name without end",
                Archives.join(
                        new byte[] {0x1f, (byte) 0x8b, 8, 8},
                        "x".repeat(100_000).getBytes()));
        bad.forEach((what, archive) -> assertRefused(ErrorKind.INVALID, what, archive));
    }

    @Test
    @Covers("IMP-81")
    public void refusesZipsWithMoreThanAFile() throws Exception {
        assertRefused(ErrorKind.INVALID, "two files", Archives.zip(DATA, "a", "b"));
        assertRefused(ErrorKind.INVALID, "directory first", Archives.zip(DATA, "dir/", "dir/b"));
        assertRefused(ErrorKind.INVALID, "directory last", Archives.zip(DATA, "b", "dir/"));
        assertRefused(ErrorKind.INVALID, "directory", Archives.zip(DATA, "dir/"));
        byte[] one = Archives.zip(DATA, "a");
        byte[] two = Archives.zip(DATA, "a", "b");
        assertRefused(ErrorKind.INVALID, "archive behind an archive", Archives.join(one, one));
        int entry = Archives.find(two, ENTRY);
        byte[] hidden = Archives.join(
                Arrays.copyOf(two, Archives.find(Arrays.copyOf(two, entry), ENTRY)),
                Arrays.copyOfRange(one, Archives.find(one, ENTRY), one.length));
        assertRefused(ErrorKind.INVALID, "second file that the directory does not know", hidden);
    }

    @Test
    public void refusesBrokenZips() throws Exception {
        byte[] good = Archives.storedZip(DATA, "image");
        byte[] flowing = Archives.zip(DATA, "image");
        int entry = Archives.find(good, ENTRY);
        int end = good.length - 22 - "PK\005\006 another one".length();
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("cut in the header", Arrays.copyOf(good, 20));
        bad.put("cut in the data", Arrays.copyOf(good, 100_000));
        bad.put("cut in the deflated data", Arrays.copyOf(flowing, 100_000));
        bad.put("cut before the directory", Arrays.copyOf(good, entry));
        bad.put("cut before the end", Arrays.copyOf(good, end));
        bad.put("cut in the comment", Arrays.copyOf(good, good.length - 1));
        bad.put("garbage behind", Archives.join(good, new byte[1]));
        bad.put("encrypted", Archives.with(good, b -> b.putShort(6, (short) 1)));
        bad.put("strongly encrypted", Archives.with(good, b -> b.putShort(6, (short) (1 << 6))));
        bad.put("unknown method", Archives.with(good, b -> b.putShort(8, (short) 14)));
        bad.put("stored without a length", Archives.with(good, b -> b.putShort(6, (short) 8)));
        bad.put("two lengths", Archives.with(good, b -> b.putInt(18, 5)));
        bad.put(
                "shorter than it says",
                Archives.with(good, b -> b.putInt(18, DATA.length + 1).putInt(22, DATA.length + 1)));
        bad.put("checksum", Archives.with(good, b -> b.putInt(14, 7)));
        bad.put("data", Archives.with(good, b -> b.put(1000, (byte) ~good[1000])));
        bad.put("directory's checksum", Archives.with(good, b -> b.putInt(entry + 16, 7)));
        bad.put("directory's length", Archives.with(good, b -> b.putInt(entry + 24, 7)));
        bad.put("directory's method", Archives.with(good, b -> b.putShort(entry + 10, (short) 8)));
        bad.put("directory's offset", Archives.with(good, b -> b.putInt(entry + 42, 7)));
        bad.put("end's count", Archives.with(good, b -> b.putShort(end + 10, (short) 2)));
        bad.put("end's offset", Archives.with(good, b -> b.putInt(end + 16, 7)));
        bad.put("fields that overlap", Archives.with(good, b -> b.putShort(37, (short) 999)));
        bad.put("descriptor", Archives.with(flowing, b -> b.putInt(Archives.find(flowing, 0x08074b50) + 4, 7)));
        bad.put("deflated data", Archives.with(flowing, b -> b.putLong(1000, -1)));
        assertEquals(END, Archives.find(Arrays.copyOf(good, end + 4), END) == end ? END : 0);
        bad.forEach((what, archive) -> assertRefused(ErrorKind.INVALID, what, archive));
    }

    @Test
    public void defusesBombs() throws Exception {
        byte[] bomb = Archives.gzip(new byte[100 << 20]);
        config.with("largest_ratio", 100);
        assertRefused(ErrorKind.QUOTA_EXCEEDED, "ratio", bomb);
        assertRefused(ErrorKind.QUOTA_EXCEEDED, "ratio", Archives.zip(new byte[100 << 20], "bomb"));
        config.with("largest_ratio", 1100).with("largest_image", 1000L);
        assertArrayEquals(new byte[1000], unpack(Archives.gzip(new byte[1000])));
        assertRefused(ErrorKind.QUOTA_EXCEEDED, "size", Archives.gzip(new byte[1001]));
        assertRefused(ErrorKind.QUOTA_EXCEEDED, "size", Archives.storedZip(new byte[1001], "x"));
        config.with("largest_image", 1L << 40);
        assertEquals(100 << 20, unpack(bomb).length);
    }

    @Test(timeout = 60_000)
    public void survivesAnyBytes() throws Exception {
        var random = new Random(1);
        byte[] small = Arrays.copyOf(DATA, 2000);
        for (byte[] good : List.of(
                Archives.gzip(small),
                Archives.zip(small, "a"),
                Archives.storedZip(small, "a"),
                Archives.lha(small, "a", 1))) {
            for (int i = 0; i < 400; i++) {
                byte[] bad = good.clone();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                }
                try {
                    byte[] result = unpack(Arrays.copyOf(bad, bad.length - random.nextInt(3)));
                    assertTrue(result.length <= bad.length * 1100);
                } catch (VitrineException refused) {
                    assertFalse(refused.kind() == ErrorKind.INTERNAL);
                }
            }
        }
    }

    /** Understands what lhasa's program does of its command line. */
    private void installLha(String work) throws IOException {
        Path program = folder.getRoot().toPath().resolve("lha");
        Files.writeString(program, "#!/bin/sh\n[ $# = 2 ] && [ $1 = pq ] || exit 9\n" + work + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        config.with("lha", program.toString());
    }

    @Test
    @Covers({"IMP-81", "REQ-3"})
    public void letsAProgramUnpackLha() throws Exception {
        byte[] data = Arrays.copyOf(DATA, 50_000);
        installLha("size=$(wc -c < $2); tail -c 50001 $2 | head -c 50000");
        for (int level = 0; level <= 2; level++) {
            assertArrayEquals("level " + level, data, unpack(Archives.lha(data, "/etc/passwd", level)));
        }
        installLha("echo short");
        assertRefused(ErrorKind.INVALID, "another length", Archives.lha(data, "a", 0));
        installLha("cat /dev/zero");
        assertRefused(ErrorKind.INVALID, "too much", Archives.lha(data, "a", 0));
        installLha("tail -c 50001 $2 | head -c 50000; exit 1");
        assertRefused(ErrorKind.INVALID, "failure", Archives.lha(data, "a", 0));
    }

    @Test
    @Covers({"IMP-81", "REQ-3"})
    public void refusesLhaThatIsNotOneFileOrCannotBeUnpacked() throws Exception {
        byte[] one = Archives.lha(DATA, "a", 0);
        config.with("lha", "/no/such/lha");
        assertRefused(ErrorKind.UNAVAILABLE, "no program", one);
        installLha("cat $2");
        byte[] body = Arrays.copyOf(one, one.length - 1);
        assertRefused(ErrorKind.INVALID, "two files", Archives.join(body, one));
        assertRefused(ErrorKind.INVALID, "cut", Arrays.copyOf(one, 50_000));
        assertRefused(ErrorKind.INVALID, "cut in the header", Arrays.copyOf(one, 10));
        assertRefused(ErrorKind.INVALID, "level 3", Archives.with(one, b -> b.put(20, (byte) 3)));
        assertRefused(ErrorKind.INVALID, "directory", Archives.with(one, b -> b.put(5, (byte) 'd')));
        config.with("largest_image", 10L);
        assertRefused(ErrorKind.QUOTA_EXCEEDED, "size", one);
    }

    @Test
    public void refusesConfigurationsThatMeanNothing() {
        for (String key : List.of("largest_ratio", "program_timeout")) {
            FakeConfiguration<ImageDecompressionConfig> wrong =
                    FakeConfiguration.of(ImageDecompressionConfig.class).with(key, 0);
            assertThrows(key, IllegalArgumentException.class, () -> new ImageDecompression(wrong.build()));
        }
    }

    @Test
    public void isShownWithEveryKeyInItsSample() throws Exception {
        ShippedSample.read("org.vitrine.importing.decompression.cfg").assertShows(ImageDecompressionConfig.class);
    }
}
