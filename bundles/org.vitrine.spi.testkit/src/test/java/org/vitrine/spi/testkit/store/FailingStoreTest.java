package org.vitrine.spi.testkit.store;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Set;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.WriteHints;

public class FailingStoreTest {
    private final BlobName name = new BlobName("a");
    private final MemoryStore memory = new MemoryStore("memory");
    private final FailingStore store = new FailingStore(memory);

    @Test
    public void breaksAWriteWhereItIsToldTo() {
        store.failWrite(ErrorKind.STORE_FULL, 300_000);
        var source = new PatternSource(1, 10_000_000);
        VitrineException e = assertThrows(VitrineException.class, () -> store.write(name, source, WriteHints.NONE));

        assertEquals(ErrorKind.STORE_FULL, e.kind());
        assertEquals(2L * PatternSource.CHUNK, source.position());
        assertEquals(Set.of(), memory.names());
    }

    @Test
    public void breaksAReadWhereItIsToldTo() throws Exception {
        memory.put(name, new byte[100]);
        store.failRead(60);
        ByteBuffer buffer = ByteBuffer.allocate(100);
        try (ReadableByteChannel channel = store.open(memory.location(name), ByteRange.ALL)) {
            assertEquals(60, channel.read(buffer));
            assertEquals(100, buffer.limit());
            assertThrows(IOException.class, () -> channel.read(buffer));
        }
        assertEquals(0, memory.openChannels());
    }

    @Test
    public void failsEveryOperationUntilHealed() {
        memory.put(name, new byte[100]);
        store.failOpen(ErrorKind.UNAVAILABLE)
                .failSize(ErrorKind.UNAVAILABLE)
                .failDelete(ErrorKind.IN_USE)
                .failDiscard(ErrorKind.UNAVAILABLE);
        assertThrows(VitrineException.class, () -> store.open(memory.location(name), ByteRange.ALL));
        assertThrows(VitrineException.class, () -> store.size(memory.location(name)));
        assertThrows(VitrineException.class, () -> store.delete(memory.location(name)));
        assertThrows(VitrineException.class, () -> store.discard(name));

        store.heal();
        assertEquals(100, store.size(memory.location(name)));
        store.delete(memory.location(name));
        assertEquals(Set.of(), memory.names());
    }
}
