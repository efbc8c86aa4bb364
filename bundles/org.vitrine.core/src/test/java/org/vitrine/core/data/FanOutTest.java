package org.vitrine.core.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.After;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.spi.testkit.store.FailingStore;
import org.vitrine.spi.testkit.store.MemoryStore;

/** One reading, many stores. */
public class FanOutTest {
    private static final BlobName NAME = new BlobName("image");

    private final LaneThreads threads = new LaneThreads();
    private final FanOut fanOut = new FanOut(threads);
    private final Map<String, MemoryStore> memory = new TreeMap<>();
    private final Map<String, FailingStore> stores = new LinkedHashMap<>();
    private final Recorder recorder = new Recorder();

    /** What was told, in order. */
    private static final class Recorder implements FanOut.Observer {
        private final Set<String> stored = new TreeSet<>();
        private final Map<String, RuntimeException> failed = new TreeMap<>();
        private final List<String> order = new ArrayList<>();
        private long complete = -1;
        private boolean strict;

        @Override
        public void moved(long bytes) {
            // nothing to tell
        }

        @Override
        public void complete(long bytes, Map<String, String> hashes) {
            complete = bytes;
            order.add("complete");
        }

        @Override
        public void stored(FanOut.Target target, StoredBlob blob) {
            stored.add(target.storeId());
            order.add("stored");
        }

        @Override
        public void failed(FanOut.Target target, RuntimeException reason) {
            failed.put(target.storeId(), reason);
            if (strict) {
                throw reason;
            }
        }
    }

    @After
    public void stop() {
        threads.stop();
    }

    private FanOut.Target target(String id) {
        MemoryStore inner = memory.computeIfAbsent(id, MemoryStore::new);
        return new FanOut.Target(id, stores.computeIfAbsent(id, key -> new FailingStore(inner)), NAME, WriteHints.NONE);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(11).nextBytes(bytes);
        return bytes;
    }

    private static FanOut.Data data(InputStream bytes, OptionalLong size, long limit) {
        return new FanOut.Data(
                bytes,
                size,
                new Belt.Limit(limit, new VitrineException(ErrorKind.QUOTA_EXCEEDED, "too much")),
                Set.of("md5", "sha256"),
                chunk -> {});
    }

    private static FanOut.Data data(byte[] bytes) {
        return data(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length), Long.MAX_VALUE);
    }

    @Test
    public void allStoresGetAllOfIt() {
        for (int length : new int[] {0, 1, Belt.CHUNK_BYTES, Belt.CHUNK_BYTES * Belt.CHUNKS * 3 + 17}) {
            byte[] bytes = random(length);
            memory.clear();
            stores.clear();
            Recorder told = new Recorder();
            fanOut.run(data(bytes), List.of(target("a"), target("b"), target("c")), told);
            assertEquals(Set.of("a", "b", "c"), told.stored);
            assertEquals(length, told.complete);
            assertEquals("complete", told.order.get(0));
            memory.values()
                    .forEach(store -> assertArrayEquals(bytes, store.bytes(NAME).orElseThrow()));
        }
    }

    @Test
    public void oneThatFailsLeavesTheOthersAlone() {
        byte[] bytes = random(Belt.CHUNK_BYTES * 20);
        FanOut.Target failing = target("b");
        stores.get("b").failWrite(ErrorKind.UNAVAILABLE, Belt.CHUNK_BYTES * 2L);
        fanOut.run(data(bytes), List.of(target("a"), failing, target("c")), recorder);
        assertEquals(Set.of("a", "c"), recorder.stored);
        assertEquals(Set.of("b"), recorder.failed.keySet());
        assertTrue(memory.get("b").names().isEmpty());
    }

    @Test
    public void whereAllMustSucceedTheOthersKeepNothing() {
        recorder.strict = true;
        FanOut.Target failing = target("b");
        stores.get("b").failWrite(ErrorKind.STORE_FULL, 0);
        // Endless, so that it can only end by being given up.
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length;
            }
        };
        VitrineException failure = assertThrows(
                VitrineException.class,
                () -> fanOut.run(
                        data(endless, OptionalLong.empty(), Long.MAX_VALUE), List.of(target("a"), failing), recorder));
        assertEquals(ErrorKind.STORE_FULL, failure.kind());
        assertTrue(memory.get("a").names().isEmpty());
    }

    @Test
    public void withoutAStoreThatWantsItNothingIsReadOn() {
        FanOut.Target failing = target("a");
        stores.get("a").failWrite(ErrorKind.UNAVAILABLE, 0);
        long[] read = new long[1];
        InputStream counted = new InputStream() {
            @Override
            public int read() {
                return 1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                read[0] += length;
                return length;
            }
        };
        fanOut.run(data(counted, OptionalLong.empty(), 1L << 40), List.of(failing), recorder);
        assertEquals(Set.of("a"), recorder.failed.keySet());
        assertEquals(-1, recorder.complete);
        assertTrue(read[0] < 1L << 30);
    }

    @Test
    public void aSourceThatBreaksLeavesNothing() {
        InputStream breaking = new InputStream() {
            private int left = Belt.CHUNK_BYTES * 3;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("broken");
                }
                return 1;
            }
        };
        assertThrows(
                VitrineException.class,
                () -> fanOut.run(
                        data(breaking, OptionalLong.empty(), Long.MAX_VALUE),
                        List.of(target("a"), target("b")),
                        recorder));
        memory.values().forEach(store -> assertTrue(store.names().isEmpty()));
    }

    @Test
    public void tooMuchAndTooLittleAreRefused() {
        byte[] bytes = random(1000);
        VitrineException much = assertThrows(
                VitrineException.class,
                () -> fanOut.run(
                        data(new ByteArrayInputStream(bytes), OptionalLong.empty(), 999),
                        List.of(target("a")),
                        recorder));
        assertEquals(ErrorKind.QUOTA_EXCEEDED, much.kind());
        assertTrue(memory.get("a").names().isEmpty());
        VitrineException little = assertThrows(
                VitrineException.class,
                () -> fanOut.run(
                        data(new ByteArrayInputStream(bytes), OptionalLong.of(1001), 5000),
                        List.of(target("b")),
                        recorder));
        assertEquals(ErrorKind.INVALID, little.kind());
    }
}
