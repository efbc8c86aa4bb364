package org.vitrine.store.filesystem;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.spi.testkit.store.PatternSource;

/** A process that is killed in the middle of a write leaves nothing that has a name, and nothing after discarding. */
public class KilledWriterTest {
    private static final BlobName NAME = new BlobName("71c675ab-d94f-49cd-a114-e12490b328d9");
    private static final BlobName WHOLE = new BlobName("whole");
    private static final String SIGN = "half-way";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void leavesNothingThatDiscardDoesNotFind() throws Exception {
        Path images = folder.getRoot().toPath();
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        images.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
            assertEquals(SIGN, lines.readLine());
        } finally {
            writer.destroyForcibly();
            assertTrue(writer.waitFor(1, TimeUnit.MINUTES));
        }

        List<String> left = names(images);
        assertEquals(left.toString(), 2, left.size());
        assertTrue(left.toString(), left.stream().anyMatch(file -> file.startsWith("." + NAME + ".")));
        var store = new FilesystemStore(new DirectBlocks(), Config.of(images).build());
        store.discard(NAME);
        assertEquals(List.of(WHOLE.value()), names(images));
        assertEquals(1_000_000, store.size(new BlobLocation("file://" + images + "/" + WHOLE, Map.of())));
        store.deactivate();
    }

    private static List<String> names(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::getFileName).map(Path::toString).toList();
        }
    }

    /** The process that is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            var store = new FilesystemStore(
                    new DirectBlocks(), Config.of(arguments[0]).build());
            store.write(WHOLE, new PatternSource(1, 1_000_000), WriteHints.NONE);
            var data = new PatternSource(1, 10_000_000);
            ByteSource source = () -> {
                if (data.position() > 5_000_000) {
                    tellAndWait();
                }
                return data.next();
            };
            store.write(NAME, source, WriteHints.NONE);
        }

        private static void tellAndWait() {
            try (var out = new FileOutputStream(FileDescriptor.out)) {
                out.write((SIGN + "\n").getBytes(StandardCharsets.US_ASCII));
                new CountDownLatch(1).await();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
