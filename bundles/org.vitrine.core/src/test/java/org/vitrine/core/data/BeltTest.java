package org.vitrine.core.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** Many threads at one ring. */
public class BeltTest {
    private static final Belt.Limit NONE =
            new Belt.Limit(Long.MAX_VALUE, new VitrineException(ErrorKind.QUOTA_EXCEEDED, "too much"));

    private final LaneThreads threads = new LaneThreads(2);
    private final ExecutorService stores = Executors.newCachedThreadPool();

    @After
    public void stop() throws InterruptedException {
        threads.stop();
        stores.shutdown();
        assertTrue(stores.awaitTermination(10, TimeUnit.SECONDS));
    }

    private Belt belt(InputStream source, Duration stall) {
        return new Belt(source, NONE, Set.of("md5", "sha256"), chunk -> {}, threads, stall);
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String md5(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    /** Takes all there is, and dawdles by chance. */
    private static byte[] pull(Belt belt, StoreLane lane, Random chance) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (ByteBuffer chunk = lane.next(); chunk != null; chunk = lane.next()) {
                if (chance.nextInt(4) == 0) {
                    Thread.yield();
                }
                byte[] bytes = new byte[chunk.remaining()];
                chunk.get(bytes);
                all.writeBytes(bytes);
            }
        } finally {
            belt.ended(lane, null);
        }
        return all.toByteArray();
    }

    @Test
    public void everyLaneSeesEveryByteOnceAndInOrder() throws Exception {
        for (int round = 0; round < 60; round++) {
            Random chance = new Random(round);
            byte[] data = random(chance.nextInt(Belt.CHUNK_BYTES * Belt.CHUNKS * 3), round);
            try (Belt belt = belt(new ByteArrayInputStream(data), Belt.STALL)) {
                List<Future<byte[]>> pulled = new ArrayList<>();
                for (int store = 0; store < 3; store++) {
                    StoreLane lane = belt.open();
                    long seed = 100L * round + store;
                    pulled.add(stores.submit(() -> pull(belt, lane, new Random(seed))));
                }
                while (belt.next() != null) {
                    if (chance.nextInt(4) == 0) {
                        Thread.yield();
                    }
                }
                Map<String, String> hashes = belt.hashes();
                assertEquals("round " + round, md5(data), hashes.get("md5"));
                for (Future<byte[]> bytes : pulled) {
                    assertArrayEquals("round " + round, data, bytes.get(10, TimeUnit.SECONDS));
                }
            }
        }
    }

    @Test
    public void withoutAFreeProcessorTheReaderComputesTheHashes() throws Exception {
        byte[] data = random(Belt.CHUNK_BYTES * Belt.CHUNKS * 2 + 1, 4);
        assertTrue(threads.enter());
        assertTrue(threads.enter());
        try (Belt belt = belt(new ByteArrayInputStream(data), Belt.STALL)) {
            StoreLane lane = belt.open();
            Future<byte[]> pulled = stores.submit(() -> pull(belt, lane, new Random(4)));
            while (belt.next() != null) {
                assertTrue(belt.wanted());
            }
            assertEquals(md5(data), belt.hashes().get("md5"));
            assertArrayEquals(data, pulled.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    public void theOnlyStoreGetsEveryByteThenToo() throws Exception {
        byte[] data = random(Belt.CHUNK_BYTES * 3 + 1, 5);
        assertTrue(threads.enter());
        assertTrue(threads.enter());
        try (Belt belt = belt(new ByteArrayInputStream(data), Belt.STALL)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (ByteBuffer chunk = belt.next(); chunk != null; chunk = belt.next()) {
                byte[] bytes = new byte[chunk.remaining()];
                chunk.get(bytes);
                all.writeBytes(bytes);
            }
            assertArrayEquals(data, all.toByteArray());
            assertEquals(md5(data), belt.hashes().get("md5"));
        }
    }

    @Test
    public void everyTransferGivesItsPlaceBack() throws Exception {
        for (int round = 0; round < 4; round++) {
            try (Belt first = belt(new ByteArrayInputStream(new byte[1]), Belt.STALL);
                    Belt second = belt(new ByteArrayInputStream(new byte[1]), Belt.STALL);
                    Belt third = belt(new ByteArrayInputStream(new byte[1]), Belt.STALL)) {
                assertNotNull(first.next());
                assertNotNull(second.next());
                assertNotNull(third.next());
            }
        }
        assertTrue(threads.enter());
        assertTrue(threads.enter());
        assertFalse(threads.enter());
    }

    @Test
    public void aStoreThatHangsIsLeftBehindAndGetsNoOtherBytes() throws Exception {
        byte[] data = random(Belt.CHUNK_BYTES * Belt.CHUNKS * 4, 1);
        CountDownLatch hanging = new CountDownLatch(1);
        // Long enough that a busy machine does not leave the quick one behind as well.
        try (Belt belt = belt(new ByteArrayInputStream(data), Duration.ofSeconds(4))) {
            StoreLane stuck = belt.open();
            StoreLane quick = belt.open();
            Future<byte[]> hung = stores.submit(() -> {
                ByteBuffer chunk = stuck.next();
                hanging.await();
                byte[] bytes = new byte[chunk.remaining()];
                chunk.get(bytes);
                assertThrows(IOException.class, stuck::next);
                return bytes;
            });
            Future<byte[]> whole = stores.submit(() -> pull(belt, quick, new Random(1)));
            while (belt.next() != null) {
                assertTrue(belt.wanted());
            }
            assertEquals(md5(data), belt.hashes().get("md5"));
            assertArrayEquals(data, whole.get(10, TimeUnit.SECONDS));
            hanging.countDown();
            assertArrayEquals(random(Belt.CHUNK_BYTES, 1), hung.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    public void givenUpNobodyWaitsOn() throws Exception {
        try (Belt belt = belt(new ByteArrayInputStream(random(Belt.CHUNK_BYTES, 2)), Belt.STALL)) {
            StoreLane lane = belt.open();
            assertNotNull(belt.next());
            CountDownLatch holding = new CountDownLatch(1);
            Future<?> pulling = stores.submit(() -> {
                assertNotNull(lane.next());
                holding.countDown();
                return assertThrows(IOException.class, lane::next);
            });
            assertTrue(holding.await(10, TimeUnit.SECONDS));
            belt.abort();
            assertNull(belt.next());
            assertNotNull(pulling.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    public void anInterruptEndsTheWait() throws Exception {
        byte[] data = random(Belt.CHUNK_BYTES * Belt.CHUNKS * 2, 3);
        try (Belt belt = belt(new ByteArrayInputStream(data), Belt.STALL)) {
            belt.open();
            Future<?> filling = stores.submit(() -> {
                Thread.currentThread().interrupt();
                while (belt.next() != null) {
                    assertTrue("the ring is full by now", belt.count() < data.length);
                }
                return null;
            });
            Exception failure = assertThrows(Exception.class, () -> filling.get(10, TimeUnit.SECONDS));
            assertEquals(ErrorKind.UNAVAILABLE, ((VitrineException) failure.getCause()).kind());
        }
    }
}
