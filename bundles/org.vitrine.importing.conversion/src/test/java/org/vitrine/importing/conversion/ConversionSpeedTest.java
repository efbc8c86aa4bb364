package org.vitrine.importing.conversion;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.logging.Logger;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.importing.FakeImportContext;

/**
 * How long it takes until all of a raw disk was read, with all looks at it, beside {@code qemu-img convert} and reading its
 * result, in turns. Only with {@code -Dvitrine.test.speed=true}, as it takes a while and judges nothing.
 */
public class ConversionSpeedTest {
    private static final Logger LOG = Logger.getLogger(ConversionSpeedTest.class.getName());
    private static final int MIB = 2048;
    private static final int ROUNDS = 5;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Disks disks;

    @Before
    public void createSource() throws IOException {
        Assume.assumeTrue("vitrine.test.speed", Boolean.getBoolean("vitrine.test.speed"));
        disks = new Disks(folder.getRoot().toPath());
        Random random = new Random(3);
        try (OutputStream out = Files.newOutputStream(path("source"))) {
            byte[] noise = new byte[1 << 20];
            for (int i = 0; i < MIB; i++) {
                random.nextBytes(noise);
                out.write(i % 4 == 0 ? new byte[1 << 20] : noise);
            }
        }
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    /**
     * What something takes.
     *
     * @param millis until it is done
     * @param processor milliseconds on a processor, of this process and of those that it waited for
     */
    private record Cost(long millis, long processor) {
        static Cost since(long start, long processorBefore) throws IOException {
            return new Cost((System.nanoTime() - start) / 1_000_000, processorTime() - processorBefore);
        }

        static String median(List<Cost> costs) {
            Cost median = costs.stream()
                    .sorted(Comparator.comparingLong(Cost::millis))
                    .toList()
                    .get(costs.size() / 2);
            return median.millis + " ms, " + median.processor + " ms of processor time";
        }
    }

    @Test
    public void besideQemu() throws IOException {
        for (String kind : List.of("qcow2", "vdi")) {
            disks.qemu("convert", "-f", "raw", "-O", kind, "source", "image");
            List<Cost> ours = new ArrayList<>();
            List<Cost> conversions = new ArrayList<>();
            List<Cost> theirs = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                theirs(kind, conversions, theirs);
                ours.add(ours(kind));
            }
            LOG.info(String.format(
                    "%s, %d MiB: %s; qemu-img convert %s, and with reading its result %s",
                    kind, MIB, Cost.median(ours), Cost.median(conversions), Cost.median(theirs)));
        }
    }

    private void theirs(String kind, List<Cost> conversions, List<Cost> whole) throws IOException {
        long start = System.nanoTime();
        long before = processorTime();
        disks.qemu("convert", "-f", kind, "-O", "raw", "image", "theirs");
        conversions.add(Cost.since(start, before));
        try (InputStream in = Files.newInputStream(path("theirs"))) {
            drain(in);
        }
        whole.add(Cost.since(start, before));
        Files.delete(path("theirs"));
    }

    private Cost ours(String kind) throws IOException {
        var plugin = new ImageConversion(
                FakeConfiguration.of(ImageConversionConfig.class).build());
        FakeImportContext context = FakeImportContext.of(folder.newFolder().toPath(), kind);
        long start = System.nanoTime();
        long before = processorTime();
        try (ImportSource result = plugin.rewrite(context, path("image"));
                InputStream in = result.open()) {
            drain(in);
            if (result.file().isPresent()) {
                Files.delete(result.file().get());
            }
        }
        return Cost.since(start, before);
    }

    /** Milliseconds, as Linux counts them: in hundredths of a second. */
    private static long processorTime() throws IOException {
        String all = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = all.substring(all.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks * 10;
    }

    /** As a store would read it. */
    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[256 * 1024];
        int count = 0;
        while (count >= 0) {
            count = in.read(buffer);
        }
    }
}
