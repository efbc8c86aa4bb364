package org.vitrine.store.filesystem;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.vitrine.store.filesystem.DirectBlocks.BLOCK_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.store.PatternSource;

/** Bytes that go past the page cache. */
public class DirectWriterTest {
    /** Of no block and no page. */
    private static final int ODD_CHUNK = 77_777;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final DirectBlocks blocks = new DirectBlocks();
    private final ExecutorService disk = Executors.newFixedThreadPool(2);
    private Path path;

    @Before
    public void nameFile() {
        path = folder.getRoot().toPath().resolve("file");
    }

    @After
    public void stop() {
        disk.shutdown();
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    private DirectWriter open(FileChannel file, Executor executor) {
        return DirectWriter.open(path, file, blocks, executor).orElseThrow();
    }

    private static byte[] random(int length) {
        return PatternSource.bytes(length, 0, length);
    }

    private void write(byte[] bytes, Executor executor) throws IOException {
        try (FileChannel file = channel(path);
                DirectWriter writer = open(file, executor)) {
            for (int begin = 0; begin < bytes.length; begin += ODD_CHUNK) {
                int length = Math.min(ODD_CHUNK, bytes.length - begin);
                ByteBuffer chunk = ByteBuffer.wrap(bytes, begin, length).asReadOnlyBuffer();
                writer.append(chunk);
                assertFalse(chunk.hasRemaining());
            }
            writer.finish();
            file.force(true);
        }
    }

    @Test
    public void writesEachByteInItsPlace() throws Exception {
        for (int length : List.of(
                0, 1, 4095, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 2 * BLOCK_BYTES, 5 * BLOCK_BYTES + 4097)) {
            byte[] bytes = random(length);
            write(bytes, disk);
            assertArrayEquals(bytes, Files.readAllBytes(path));
        }
    }

    @Test
    public void leavesThePageCacheAlone() throws Exception {
        String type = Files.getFileStore(folder.getRoot().toPath()).type();
        Assume.assumeTrue("in memory alone: " + type, Set.of("ext4", "xfs").contains(type));

        write(random(8 * BLOCK_BYTES), disk);

        var fincore = new ProcessBuilder("fincore", "--bytes", "--noheadings", "--output", "RES", path.toString())
                .redirectErrorStream(true)
                .start();
        String resident = new String(fincore.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertEquals(resident, 0, fincore.waitFor());
        assertTrue(resident, Long.parseLong(resident) < BLOCK_BYTES);
    }

    @Test
    public void worksWhileItsThreadsGo() throws Exception {
        byte[] bytes = random(3 * BLOCK_BYTES + 5);

        write(bytes, work -> {
            throw new RejectedExecutionException();
        });

        assertArrayEquals(bytes, Files.readAllBytes(path));
    }

    @Test
    public void takesNoMoreMemoryThanThereIs() throws Exception {
        List<DirectWriter> writers = new ArrayList<>();
        try (FileChannel file = channel(path)) {
            var more = DirectWriter.open(path, file, blocks, disk);
            while (more.isPresent() && writers.size() < 1000) {
                writers.add(more.get());
                more = DirectWriter.open(path, file, blocks, disk);
            }
            assertEquals(16, writers.size());

            writers.remove(0).close();

            writers.add(open(file, disk));
            assertTrue(DirectWriter.open(path, file, blocks, disk).isEmpty());
        } finally {
            for (DirectWriter writer : writers) {
                writer.close();
            }
        }
    }

    @Test
    public void keepsNoMemoryForAFileThatIsNotThere() {
        for (int i = 0; i < 100; i++) {
            assertTrue(DirectWriter.open(path, null, blocks, disk).isEmpty());
        }
        assertTrue(blocks.take().isPresent());
    }
}
