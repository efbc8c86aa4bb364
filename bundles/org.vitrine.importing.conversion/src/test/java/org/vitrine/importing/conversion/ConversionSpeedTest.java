package org.vitrine.importing.conversion;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    private static final int MIB = 1024;
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

    @Test
    public void besideQemu() throws IOException {
        for (String kind : List.of("qcow2", "vdi")) {
            disks.qemu("convert", "-f", "raw", "-O", kind, "source", "image");
            long[] ours = new long[ROUNDS];
            long[] theirs = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                theirs[i] = theirs(kind);
                ours[i] = ours(kind);
            }
            Arrays.sort(ours);
            Arrays.sort(theirs);
            LOG.info(String.format(
                    "%s, %d MiB: %d ms, qemu-img %d ms", kind, MIB, ours[ROUNDS / 2], theirs[ROUNDS / 2]));
        }
    }

    private long theirs(String kind) throws IOException {
        long start = System.nanoTime();
        disks.qemu("convert", "-f", kind, "-O", "raw", "image", "theirs");
        try (InputStream in = Files.newInputStream(path("theirs"))) {
            drain(in);
        }
        Files.delete(path("theirs"));
        return (System.nanoTime() - start) / 1_000_000;
    }

    private long ours(String kind) throws IOException {
        var plugin = new ImageConversion(
                FakeConfiguration.of(ImageConversionConfig.class).build());
        FakeImportContext context = FakeImportContext.of(folder.newFolder().toPath(), kind);
        long start = System.nanoTime();
        try (ImportSource result = plugin.rewrite(context, path("image"));
                InputStream in = result.open()) {
            drain(in);
            if (result.file().isPresent()) {
                Files.delete(result.file().get());
            }
        }
        return (System.nanoTime() - start) / 1_000_000;
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
