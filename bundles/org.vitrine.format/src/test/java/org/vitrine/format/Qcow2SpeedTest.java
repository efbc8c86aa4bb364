package org.vitrine.format;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * How long it takes beside {@code qemu-img convert}, in turns on the same files. Only with {@code
 * -Dvitrine.test.speed=true}, as it takes a while and judges nothing.
 */
public class Qcow2SpeedTest {
    private static final Logger LOG = Logger.getLogger(Qcow2SpeedTest.class.getName());
    private static final int MIB = 512;
    private static final int ROUNDS = 5;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void createSource() throws IOException {
        Assume.assumeTrue("vitrine.test.speed", Boolean.getBoolean("vitrine.test.speed"));
        Program.requireQemu();
        // A quarter of holes, a quarter of noise, and text, as disks have it.
        Random random = new Random(3);
        try (OutputStream out = Files.newOutputStream(path("source"))) {
            for (int i = 0; i < MIB; i++) {
                byte[] chunk = new byte[Inspection.MIB];
                if (i % 4 == 1) {
                    random.nextBytes(chunk);
                } else if (i % 4 > 1) {
                    for (int at = 0; at < chunk.length; at++) {
                        chunk[at] = (byte) ('a' + random.nextInt(4) * random.nextInt(6));
                    }
                }
                out.write(chunk);
            }
        }
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    @Test
    public void besideQemu() throws IOException {
        for (String kind : List.of("plain", "-c")) {
            String image = "image" + kind;
            List<String> options = kind.equals("-c") ? List.of("-c") : List.of();
            List<String> command = new ArrayList<>(List.of("qemu-img", "convert", "-O", "qcow2"));
            command.addAll(options);
            command.addAll(List.of("-f", "raw", "source", image));
            Program.run(folder.getRoot().toPath(), "", command);
            Cost[] theirs = new Cost[ROUNDS];
            Cost[] ours = new Cost[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                theirs[i] = theirs(image);
                ours[i] = ours(image);
            }
            report(kind, median(ours), median(theirs));
        }
    }

    /** Elapsed and processor time, in milliseconds. */
    private record Cost(long elapsed, long processor) {}

    private static Cost median(Cost[] costs) {
        Arrays.sort(costs, Comparator.comparingLong(Cost::processor));
        return costs[costs.length / 2];
    }

    private static void report(String kind, Cost ours, Cost theirs) {
        LOG.info(String.format(
                "%s, %d MiB: %s, qemu-img %s; ratio of processor time %.2f",
                kind, MIB, ours, theirs, (double) ours.processor / theirs.processor));
    }

    private Cost theirs(String image) throws IOException {
        Files.deleteIfExists(path("theirs"));
        long start = System.nanoTime();
        String printed = Program.run(
                folder.getRoot().toPath(),
                "bash",
                "-c",
                "time -p qemu-img convert -f qcow2 -O raw " + image + " theirs");
        long elapsed = System.nanoTime() - start;
        Matcher times = Pattern.compile("(?:user|sys) ([0-9.]+)").matcher(printed);
        double processor = times.results()
                .mapToDouble(time -> Double.parseDouble(time.group(1)))
                .sum();
        return new Cost(elapsed / 1_000_000, Math.round(processor * 1000));
    }

    private Cost ours(String image) throws IOException {
        Files.deleteIfExists(path("ours"));
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long processor = thread.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        try (FileChannel in = FileChannel.open(path(image));
                FileChannel out =
                        FileChannel.open(path("ours"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Qcow2Disk.open(in).copyTo(out, done -> {});
        }
        return new Cost(
                (System.nanoTime() - start) / 1_000_000, (thread.getCurrentThreadCpuTime() - processor) / 1_000_000);
    }
}
