package org.vitrine.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** What is not read, and what happens with images that are broken or made to break their reader. */
public class Qcow2RefusalTest {
    private static final int CLUSTER = 65536;
    private static final int FIRST_LEVEL = 3 * CLUSTER;
    private static final int SECOND_LEVEL = 4 * CLUSTER;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** Four clusters of a disk: one with data, one compressed, one of zeros, one not there. */
    private static byte[] image() {
        byte[] image = new byte[6 * CLUSTER + 1024];
        ByteBuffer bytes = ByteBuffer.wrap(image);
        bytes.putInt(0x514649fb).putInt(3).putInt(20, 16).putLong(24, 4 * CLUSTER);
        bytes.putInt(36, 1).putLong(40, FIRST_LEVEL).putInt(96, 4).putInt(100, 104);
        bytes.putLong(FIRST_LEVEL, SECOND_LEVEL | Long.MIN_VALUE);
        bytes.putLong(SECOND_LEVEL, 5 * CLUSTER | Long.MIN_VALUE);
        bytes.putLong(SECOND_LEVEL + 8, 6 * CLUSTER | 1L << 62 | 1L << 54);
        bytes.putLong(SECOND_LEVEL + 16, 1);
        Arrays.fill(image, 5 * CLUSTER, 6 * CLUSTER, (byte) 'd');
        Deflater deflater = new Deflater(9, true);
        byte[] plain = new byte[CLUSTER];
        Arrays.fill(plain, (byte) 'p');
        deflater.setInput(plain);
        deflater.finish();
        deflater.deflate(image, 6 * CLUSTER, 1024);
        deflater.end();
        return image;
    }

    private byte[] copy(byte[] image) throws IOException {
        Path target = folder.getRoot().toPath().resolve("target");
        Path source = Files.write(folder.getRoot().toPath().resolve("source"), image);
        try (FileChannel in = FileChannel.open(source);
                FileChannel out = FileChannel.open(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            Qcow2Disk.open(in).copyTo(out, done -> {});
        }
        return Files.readAllBytes(target);
    }

    private String refusal(byte[] image) {
        VitrineException refusal = assertThrows(VitrineException.class, () -> copy(image));
        assertEquals(ErrorKind.INVALID, refusal.kind());
        return refusal.getMessage();
    }

    private String refusal(Consumer<ByteBuffer> change) {
        return refusal(Craft.big(image(), change));
    }

    @Test
    public void theGoodOneIsRead() throws IOException {
        byte[] disk = new byte[4 * CLUSTER];
        Arrays.fill(disk, 0, CLUSTER, (byte) 'd');
        Arrays.fill(disk, CLUSTER, 2 * CLUSTER, (byte) 'p');
        assertTrue(Arrays.equals(disk, copy(image())));
    }

    @Test
    public void otherDataIsNoImage() {
        assertEquals("The image is no qcow2", refusal(new byte[0]));
        assertEquals("The image is no qcow2", refusal(new byte[100_000]));
        assertEquals("The image is no qcow2", refusal(Craft.vmdk("monolithicSparse")));
        for (int length : new int[] {4, 72, 104, 511, FIRST_LEVEL, FIRST_LEVEL + 7}) {
            assertEquals("The qcow2 image is cut off", refusal(Craft.cut(image(), length)));
        }
    }

    @Test
    public void whatIsInOtherFilesIsNotFetched() {
        assertEquals("The qcow2 image has a backing file", refusal(bytes -> bytes.putLong(8, 512)));
        assertEquals("The qcow2 image has an external data file", refusal(bytes -> bytes.putLong(72, 4)));
    }

    @Test
    public void whatCannotBeReadIsNamed() {
        assertEquals("The qcow2 image has features that are not supported", refusal(bytes -> bytes.putLong(72, 16)));
        assertEquals("The qcow2 image is encrypted", refusal(bytes -> bytes.putInt(32, 1)));
        assertEquals("The qcow2 image is encrypted", refusal(bytes -> bytes.putInt(32, 2)));
        assertEquals(
                "The qcow2 image is compressed with zstd, which is not supported",
                refusal(bytes -> bytes.putLong(72, 8).putInt(100, 112).put(104, (byte) 1)));
    }

    /** The kinds that qemu-img makes and we do not read. */
    @Test
    public void theSameOfQemusImages() throws IOException {
        Program.requireQemu();
        Path root = folder.getRoot().toPath();
        Program.run(root, "qemu-img", "create", "-q", "-f", "raw", "base", "1M");
        Map<String, List<String>> kinds = Map.of(
                "backing file", List.of("-b", "base", "-F", "raw", "image"),
                "external data file", List.of("-o", "data_file=data", "image", "1M"),
                "not supported", List.of("-o", "extended_l2=on", "image", "1M"),
                "zstd", List.of("-o", "compression_type=zstd", "image", "1M"),
                "encrypted",
                        List.of("--object", "secret,id=s,data=abc", "-o", Program.QCOW2_ENCRYPTION, "image", "1M"));
        for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
            List<String> command = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
            command.addAll(kind.getValue());
            Program.run(root, "", command);
            String refusal = refusal(Files.readAllBytes(root.resolve("image")));
            assertTrue(refusal, refusal.contains(kind.getKey()));
        }
    }

    @Test
    public void brokenTables() {
        String nowhere = "The qcow2 image has a cluster where none can be";
        String beyond = "The qcow2 image is cut off";
        assertEquals(nowhere, refusal(bytes -> bytes.putLong(FIRST_LEVEL, SECOND_LEVEL + 512)));
        assertEquals(nowhere, refusal(bytes -> bytes.putLong(SECOND_LEVEL, 512)));
        for (long offset : new long[] {7 * CLUSTER, 1L << 40, 0x00ff_ffff_ffff_0000L}) {
            assertEquals(beyond, refusal(bytes -> bytes.putLong(FIRST_LEVEL, offset)));
            assertEquals(beyond, refusal(bytes -> bytes.putLong(SECOND_LEVEL, offset)));
        }
        // A table in the last cluster, which is not whole.
        assertEquals(beyond, refusal(bytes -> bytes.putLong(FIRST_LEVEL, 6 * CLUSTER)));
        assertEquals(
                "The qcow2 image has an entry that makes no sense",
                refusal(bytes -> bytes.putInt(4, 2).putLong(SECOND_LEVEL, 1)));
    }

    @Test
    public void brokenCompression() {
        String broken = "The qcow2 image has a cluster that cannot be unpacked";
        assertEquals(broken, refusal(bytes -> bytes.putLong(6 * CLUSTER, -1)));
        assertEquals(broken, refusal(Craft.cut(image(), 6 * CLUSTER + 20)));
        // Into the middle of a cluster of data.
        assertEquals(broken, refusal(bytes -> bytes.putLong(SECOND_LEVEL + 8, 5 * CLUSTER | 1L << 62)));
        for (long offset : new long[] {7 * CLUSTER, (1L << 54) - 1}) {
            assertEquals(
                    "The qcow2 image is cut off", refusal(bytes -> bytes.putLong(SECOND_LEVEL + 8, offset | 1L << 62)));
        }
    }

    /** Tables that point at themselves are data like any other. */
    @Test
    public void tablesThatAreTheirOwnData() throws IOException {
        byte[] loop = Craft.big(image(), bytes -> bytes.putLong(SECOND_LEVEL, SECOND_LEVEL));
        byte[] disk = copy(loop);
        assertTrue(Arrays.equals(
                Arrays.copyOfRange(loop, SECOND_LEVEL, SECOND_LEVEL + CLUSTER), Arrays.copyOf(disk, CLUSTER)));
        refusal(bytes -> bytes.putLong(FIRST_LEVEL, CLUSTER * 5));
    }

    /** Whatever is spoilt, there is a disk of the right size or a refusal, and nothing else. Seeded. */
    @Test
    public void flippedBits() throws IOException {
        Random random = new Random(77);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] image = image();
            int[] starts = {0, 0, FIRST_LEVEL, SECOND_LEVEL, SECOND_LEVEL, 6 * CLUSTER};
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                int at = starts[random.nextInt(starts.length)] + random.nextInt(32);
                image[at] ^= (byte) (1 << random.nextInt(8));
            }
            // The size of the disk is the caller's to decide on: so it stays.
            ByteBuffer.wrap(image).putLong(24, 4 * CLUSTER);
            try {
                assertEquals("flip " + i, 4 * CLUSTER, copy(image).length);
            } catch (VitrineException e) {
                assertEquals("flip " + i, ErrorKind.INVALID, e.kind());
                refused++;
            }
        }
        assertTrue("refused " + refused, refused > 300 && refused < 1000);
    }
}
