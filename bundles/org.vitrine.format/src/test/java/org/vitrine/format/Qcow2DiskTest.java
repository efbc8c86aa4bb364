package org.vitrine.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is read from images that qemu-img made is, to the byte, what qemu-img reads from them. */
public class Qcow2DiskTest {
    private static final int SOURCE = 6_000_128;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void requireQemu() throws IOException {
        Program.requireQemu();
        byte[] bytes = new byte[SOURCE];
        new Random(4).nextBytes(bytes);
        Arrays.fill(bytes, 70_000, 1_000_000, (byte) 0);
        Arrays.fill(bytes, 2_000_000, 3_000_000, (byte) 'x');
        Arrays.fill(bytes, 3_500_000, 3_500_700, (byte) 0);
        Files.write(path("source"), bytes);
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    private void run(String... command) {
        Program.run(folder.getRoot().toPath(), command);
    }

    private void convert(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("qemu-img", "convert", "-f", "raw", "-O", "qcow2"));
        command.addAll(List.of(options));
        command.addAll(List.of("source", name));
        Program.run(folder.getRoot().toPath(), "", command);
    }

    private void copy(String image, String target) throws IOException {
        try (SeekableByteChannel in = Files.newByteChannel(path(image));
                FileChannel out =
                        FileChannel.open(path(target), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Qcow2Disk disk = Qcow2Disk.open(in);
            List<Long> steps = new ArrayList<>();
            disk.copyTo(out, steps::add);
            assertEquals(Long.valueOf(disk.size()), steps.get(steps.size() - 1));
            assertEquals(steps.stream().sorted().toList(), steps);
            assertEquals(disk.size(), out.size());
        }
    }

    /** Converts it both ways, compares, and compares what the file system holds for it, too. */
    private void assertSame(String image) throws IOException {
        Path theirs = path(image + ".theirs");
        Path ours = path(image + ".ours");
        run("qemu-img", "convert", "-f", "qcow2", "-O", "raw", image, theirs.toString());
        copy(image, image + ".ours");
        assertEquals(image, -1, Files.mismatch(theirs, ours));
        assertTrue(image + ": " + blocks(ours) + " blocks, not " + blocks(theirs), blocks(ours) <= blocks(theirs) + 8);
        Files.delete(theirs);
        Files.delete(ours);
    }

    private long blocks(Path file) {
        return Long.parseLong(Program.run(folder.getRoot().toPath(), "stat", "-c", "%b", file.toString())
                .strip());
    }

    @Test
    public void everyVersionAndClusterSize() throws IOException {
        for (String version : List.of("0.10", "1.1")) {
            for (String cluster : List.of("512", "4K", "64K", "2M")) {
                String options = "compat=" + version + ",cluster_size=" + cluster;
                String name = "image-" + version + "-" + cluster;
                convert(name, "-o", options);
                assertSame(name);
                convert(name + "-packed", "-c", "-o", options);
                assertSame(name + "-packed");
            }
        }
    }

    @Test
    public void disksOfEverySize() throws IOException {
        for (String size : List.of("0", "512", "65024", "65536", "66048", "100000256", "3G", "2T")) {
            String name = "image-" + size;
            run("qemu-img", "create", "-q", "-f", "qcow2", name, size);
            if (size.length() > 4) {
                run("qemu-io", "-f", "qcow2", "-c", "write -P 7 1000 50000", name);
            }
            if (!size.equals("2T")) {
                assertSame(name);
            }
        }
        run("qemu-io", "-f", "qcow2", "-c", "write -P 9 2000000000000 3000", "image-2T");
        copy("image-2T", "disk");
        assertEquals(2L << 40, Files.size(path("disk")));
        assertTrue(blocks(path("disk")) < 1000);
        run("qemu-img", "compare", "-f", "qcow2", "-F", "raw", "image-2T", "disk");
    }

    @Test
    public void imagesThatWereLivedIn() throws IOException {
        convert("image", "-o", "lazy_refcounts=on,refcount_bits=1");
        assertSame("image");
        convert("image", "-c");
        run("qemu-img", "snapshot", "-c", "first", "image");
        run(
                "qemu-io",
                "-f",
                "qcow2",
                "-c",
                "write -P 1 100000 300000",
                "-c",
                "write -z 2100000 200000",
                "-c",
                "discard 4000000 500000",
                "-c",
                "write -P 0 5000000 100000",
                "image");
        assertSame("image");
        run("qemu-img", "snapshot", "-c", "second", "image");
        run("qemu-img", "resize", "-q", "-f", "qcow2", "image", "7000064");
        run("qemu-io", "-f", "qcow2", "-c", "write -c -P 5 6225920 65536", "-c", "write -P 3 6900000 100064", "image");
        assertSame("image");
        run("qemu-img", "snapshot", "-a", "first", "image");
        assertSame("image");
        run("qemu-img", "snapshot", "-d", "first", "image");
        run("qemu-img", "snapshot", "-d", "second", "image");
        run("qemu-img", "resize", "-q", "-f", "qcow2", "--shrink", "image", "1000448");
        assertSame("image");
    }

    @Test
    public void preallocatedImages() throws IOException {
        for (String mode : List.of("metadata", "falloc", "full")) {
            run("qemu-img", "create", "-q", "-f", "qcow2", "-o", "preallocation=" + mode, mode, "5M");
            run("qemu-io", "-f", "qcow2", "-c", "write -P 1 1000000 10000", mode);
            assertSame(mode);
        }
    }

    /** As QEMU, which reads nothing where the file ends within a cluster. */
    @Test
    public void aLastClusterThatIsNotWhole() throws IOException {
        run("qemu-img", "create", "-q", "-f", "qcow2", "image", "1M");
        run("qemu-io", "-f", "qcow2", "-c", "write -P 1 0 65536", "image");
        try (FileChannel channel = FileChannel.open(path("image"), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 30_000);
        }
        assertSame("image");
    }

    @Test
    public void theTargetMustBeEmpty() throws IOException {
        convert("image");
        try (SeekableByteChannel in = Files.newByteChannel(path("image"));
                FileChannel out = FileChannel.open(path("source"), StandardOpenOption.WRITE)) {
            Qcow2Disk disk = Qcow2Disk.open(in);
            assertThrows(IllegalArgumentException.class, () -> disk.copyTo(out, done -> {}));
        }
    }

    @Test
    public void whoIsToldOfTheProgressCanEndIt() throws IOException {
        convert("image");
        try (SeekableByteChannel in = Files.newByteChannel(path("image"));
                FileChannel out =
                        FileChannel.open(path("target"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Qcow2Disk disk = Qcow2Disk.open(in);
            assertThrows(
                    IllegalStateException.class,
                    () -> disk.copyTo(out, done -> {
                        if (done > 1_000_000) {
                            throw new IllegalStateException("enough");
                        }
                    }));
            assertTrue(out.size() < 4_000_000);
        }
    }
}
