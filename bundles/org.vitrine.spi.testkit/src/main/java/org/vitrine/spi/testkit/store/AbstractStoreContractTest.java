package org.vitrine.spi.testkit.store;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.spi.testkit.Covers;

/**
 * What every store promises. A store's test extends this class, answers the questions below and passes all cases: no
 * case may be switched off, for a missing ability is declared by {@link #capabilities()} and then asserted to be missing.
 */
public abstract class AbstractStoreContractTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int PATIENCE_SECONDS = 60;
    private static final Set<ErrorKind> REFUSALS =
            EnumSet.of(ErrorKind.NOT_FOUND, ErrorKind.FORBIDDEN, ErrorKind.INVALID, ErrorKind.STORE_UNSUPPORTED);
    private static final Set<ErrorKind> UNABLE =
            EnumSet.of(ErrorKind.STORE_DISABLED, ErrorKind.STORE_UNSUPPORTED, ErrorKind.STORE_READ_ONLY);

    private final BlobName name = new BlobName("6a4f1c52-5d3b-4d5e-9d3f-0a4a5b6c7d8e");
    private final BlobName other = new BlobName("0f8fad5b-d9cb-469f-a165-70867728950e");

    /** The store under test: the same at each call within a case, empty at the case's start. */
    protected abstract Store store();

    /** All that the store can do, and nothing else. */
    protected abstract Set<Capability> capabilities();

    /** Where data of that name lies, or would lie if it were there. */
    protected abstract BlobLocation locationOf(BlobName blob);

    /**
     * Whatever lies in the backend on the store's behalf, as the backend names it: data, and also what is unfinished or
     * hidden, such as temporary files and part uploads.
     */
    protected abstract Set<String> remains() throws Exception;

    /**
     * URLs that this store must not touch, at least one: of another scheme, of another store of the same type, and
     * whatever tries to break out of the store.
     */
    protected abstract List<String> foreignUrls();

    /**
     * Puts data there. A store that cannot write puts it into the backend by other means.
     *
     * @param seed of a {@link PatternSource}
     */
    protected BlobLocation put(BlobName blob, long seed, int length) throws Exception {
        return store().write(blob, new PatternSource(seed, length), WriteHints.NONE)
                .location();
    }

    /**
     * Leaves in the backend what a process leaves that is killed in the middle of a write of that name. Unless it is
     * overridden, the process wrote everything and had no time to tell.
     */
    protected void crash(BlobName blob) throws Exception {
        put(blob, 13, 3 * MEBIBYTE);
    }

    /** How much data makes the store work in several parts. */
    protected int bigLength() {
        return 9 * MEBIBYTE + 12_345;
    }

    @Test
    @Covers({"STORE-1", "STORE-34", "DISC-4"})
    public void describesItself() {
        StoreDescription description = store().describe();

        assertFalse(description.id().isBlank());
        assertFalse(description.type().isBlank());
        assertFalse(description.schemes().isEmpty());
        assertEquals(EnumSet.copyOf(capabilities()), EnumSet.copyOf(description.capabilities()));
        description
                .properties()
                .forEach((key, value) -> assertTrue(
                        key, value instanceof String || value instanceof Number || value instanceof Boolean));
    }

    @Test
    public void lendsOneDrain() {
        assertNotNull(store().drain());
        assertSame(store().drain(), store().drain());
        assertTrue(store().drain().tryEnter());
        store().drain().leave();
    }

    @Test
    @Covers({"STORE-2", "STORE-4"})
    public void keepsWhatItIsGiven() throws Exception {
        if (cannotWrite()) {
            return;
        }
        int[] lengths = {1, 2, 511, 4096, PatternSource.CHUNK - 1, PatternSource.CHUNK, PatternSource.CHUNK + 1};
        for (int length : lengths) {
            BlobName blob = new BlobName("length-" + length);
            StoredBlob stored = store().write(blob, new PatternSource(length, length), WriteHints.NONE);

            assertEquals(length, stored.bytes());
            assertHolds(stored.location(), length, length);
        }
    }

    @Test
    @Covers("STORE-2")
    public void saysWhereItPutData() throws Exception {
        if (cannotWrite()) {
            return;
        }
        BlobLocation location = put(name, 1, 10);

        assertEquals(locationOf(name).url(), location.url());
        assertTrue(store().owns(location.url()));
        assertTrue(schemesOf(store()).stream().anyMatch(scheme -> location.url().startsWith(scheme + "://")));
        location.metadata()
                .forEach((key, value) ->
                        assertTrue(key, value instanceof String || value instanceof List || value instanceof Map));
    }

    @Test
    public void keepsEmptyData() throws Exception {
        if (cannotWrite()) {
            return;
        }
        StoredBlob stored = store().write(name, new PatternSource(1, 0), WriteHints.NONE);

        assertEquals(0, stored.bytes());
        assertHolds(stored.location(), 1, 0);
    }

    @Test
    @Covers("STORE-13")
    public void keepsBigDataInOrder() throws Exception {
        BlobLocation location = put(name, 5, bigLength());

        assertHolds(location, 5, bigLength());
    }

    @Test
    public void takesChunksOfAnySize() throws Exception {
        if (cannotWrite()) {
            return;
        }
        store().write(name, new PatternSource(2, 5_003, 1), WriteHints.NONE);
        store().write(other, new PatternSource(3, 3 * MEBIBYTE + 7, MEBIBYTE + 1), WriteHints.NONE);

        assertHolds(locationOf(name), 2, 5_003);
        assertHolds(locationOf(other), 3, 3 * MEBIBYTE + 7);
    }

    @Test
    @Covers("STORE-6")
    public void takesTheAnnouncedSizeForAHint() throws Exception {
        if (cannotWrite()) {
            return;
        }
        long[] announced = {0, 1, 100_000, 100_001, 3L * MEBIBYTE};
        for (long size : announced) {
            BlobName blob = new BlobName("announced-" + size);
            var hints = new WriteHints(OptionalLong.of(size), Optional.of("project"));
            StoredBlob stored = store().write(blob, new PatternSource(size, 100_000), hints);

            assertEquals(100_000, stored.bytes());
            assertHolds(stored.location(), size, 100_000);
        }
    }

    @Test
    @Covers("STORE-8")
    public void readsRangesOrSaysThatItCannot() throws Exception {
        int length = 2 * MEBIBYTE + 77;
        BlobLocation location = put(name, 7, length);
        long[][] ranges = {
            {0, 1},
            {0, 0},
            {1, 1},
            {100, 4096},
            {MEBIBYTE - 1, MEBIBYTE + 2},
            {length - 1, 1},
            {0, length},
            {5, Long.MAX_VALUE},
            {length - 3, 1000},
            {length, 10},
            {length + 1000L, 10},
            {length, Long.MAX_VALUE},
            {12, 0}
        };
        for (long[] range : ranges) {
            var part = new ByteRange(range[0], range[1]);
            if (capabilities().contains(Capability.RANDOM_ACCESS)) {
                int from = (int) Math.min(part.offset(), length);
                int count = (int) Math.min(part.length(), length - from);
                assertArrayEquals(part.toString(), PatternSource.bytes(7, from, count), read(location, part));
            } else {
                assertRefused(EnumSet.of(ErrorKind.STORE_UNSUPPORTED), () -> store().open(location, part));
            }
        }
    }

    @Test
    public void fillsAnyBuffer() throws Exception {
        int length = 70_001;
        BlobLocation location = put(name, 8, length);
        byte[] expected = PatternSource.bytes(8, 0, length);
        for (ByteBuffer buffer :
                List.of(ByteBuffer.allocateDirect(1 << 17), ByteBuffer.allocate(4096), ByteBuffer.allocateDirect(7))) {
            assertArrayEquals(expected, read(location, ByteRange.ALL, buffer));
        }

        ByteBuffer framed = ByteBuffer.allocate(100).position(10).limit(20);
        try (ReadableByteChannel channel = store().open(location, ByteRange.ALL)) {
            int count = channel.read(framed);
            assertEquals(10 + count, framed.position());
            assertEquals(20, framed.limit());
            assertEquals(0, framed.array()[9]);
            assertEquals(0, framed.array()[20]);
            assertEquals(expected[0], framed.array()[10]);
        }
    }

    @Test
    @Covers({"STORE-10", "STORE-FILE-17"})
    public void refusesASecondWriteOfAName() throws Exception {
        if (cannotWrite()) {
            return;
        }
        put(name, 1, 100_000);
        Set<String> before = remains();

        assertRefused(
                EnumSet.of(ErrorKind.CONFLICT), () -> store().write(name, new PatternSource(2, 50), WriteHints.NONE));
        assertHolds(locationOf(name), 1, 100_000);
        assertEquals(before, remains());
    }

    @Test
    public void leavesNothingWhenTheSourceBreaks() throws Exception {
        if (cannotWrite()) {
            return;
        }
        long[] lengths = {0, 1, PatternSource.CHUNK, 5L * MEBIBYTE + 1, bigLength()};
        for (long length : lengths) {
            var lost = new IOException("the sender went away after " + length);
            VitrineException e = assertThrows(
                    VitrineException.class,
                    () -> store().write(name, new FailingSource(1, length, lost), WriteHints.NONE));

            assertSame("the source's failure is the cause", lost, causeOf(e, IOException.class));
            assertEquals(Set.of(), remains());
            assertRefused(EnumSet.of(ErrorKind.NOT_FOUND), () -> store().open(locationOf(name), ByteRange.ALL));
        }
    }

    @Test
    public void throwsTheSourcesFailureUnchanged() throws Exception {
        if (cannotWrite()) {
            return;
        }
        var tooMuch = new VitrineException(ErrorKind.QUOTA_EXCEEDED, "more than the project may have");
        var defect = new IllegalStateException("a defect in the source");
        for (RuntimeException failure : List.of(tooMuch, defect)) {
            RuntimeException thrown = assertThrows(
                    RuntimeException.class,
                    () -> store().write(name, new FailingSource(1, 3L * MEBIBYTE, failure), WriteHints.NONE));

            assertSame(failure, thrown);
            assertEquals(Set.of(), remains());
        }
    }

    @Test
    public void takesANameAgainAfterAFailure() throws Exception {
        if (cannotWrite()) {
            return;
        }
        assertThrows(
                VitrineException.class, () -> store().write(name, FailingSource.afterBytes(70_000), WriteHints.NONE));
        put(name, 4, 300_000);

        assertHolds(locationOf(name), 4, 300_000);
    }

    @Test
    public void showsNothingBeforeItHasAll() throws Exception {
        if (cannotWrite()) {
            return;
        }
        var half = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var data = new PatternSource(6, 2L * MEBIBYTE);
        ByteSource pausing = () -> {
            if (data.position() == MEBIBYTE) {
                half.countDown();
                await(goOn);
            }
            return data.next();
        };
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<StoredBlob> writing = threads.submit(() -> store().write(name, pausing, WriteHints.NONE));
            await(half);
            assertRefused(EnumSet.of(ErrorKind.NOT_FOUND), () -> store().open(locationOf(name), ByteRange.ALL));
            goOn.countDown();
            writing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            goOn.countDown();
            threads.shutdown();
        }
        assertHolds(locationOf(name), 6, 2 * MEBIBYTE);
    }

    @Test
    @Covers({"STORE-12", "STORE-FILE-19"})
    public void deletesOrSaysThatItCannot() throws Exception {
        BlobLocation location = put(name, 1, 100_000);
        put(other, 2, 1_000);
        if (!capabilities().contains(Capability.DELETE)) {
            assertRefused(UNABLE, () -> delete(location));
            assertHolds(location, 1, 100_000);
            return;
        }
        store().delete(location);

        assertAbsent(location);
        assertHolds(locationOf(other), 2, 1_000);
        store().delete(locationOf(other));
        assertEquals(Set.of(), remains());
    }

    @Test
    @Covers({"STORE-11", "STORE-12"})
    public void saysNotFoundOfWhatIsNotThere() {
        assertRefused(EnumSet.of(ErrorKind.NOT_FOUND), () -> store().open(locationOf(name), ByteRange.ALL));
        assertRefused(EnumSet.of(ErrorKind.NOT_FOUND), () -> store().size(locationOf(name)));
        if (capabilities().contains(Capability.DELETE)) {
            assertRefused(EnumSet.of(ErrorKind.NOT_FOUND), () -> delete(locationOf(name)));
        }
    }

    @Test
    public void takesAnotherAfterADelete() throws Exception {
        if (cannotWrite() || !capabilities().contains(Capability.DELETE)) {
            return;
        }
        store().delete(put(name, 1, 100_000));
        put(name, 2, 5_000);

        assertHolds(locationOf(name), 2, 5_000);
    }

    @Test
    public void takesManyAtOnce() throws Exception {
        if (cannotWrite()) {
            return;
        }
        int writers = 8;
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int seed = i;
            var blob = new BlobName("writer-" + i);
            work.add(() -> store().write(blob, new PatternSource(seed, MEBIBYTE + seed), WriteHints.NONE)
                    .bytes());
        }
        List<Object> outcomes = atOnce(work);

        for (int i = 0; i < writers; i++) {
            assertEquals((long) MEBIBYTE + i, outcomes.get(i));
            assertHolds(locationOf(new BlobName("writer-" + i)), i, MEBIBYTE + i);
        }
    }

    @Test
    public void letsOneOfManyWritersOfANameWin() throws Exception {
        if (cannotWrite()) {
            return;
        }
        for (int round = 0; round < 5; round++) {
            var blob = new BlobName("round-" + round);
            List<Callable<Long>> work = new ArrayList<>();
            for (int seed = 0; seed < 6; seed++) {
                var source = new PatternSource(seed, 600_000L + seed);
                work.add(() -> store().write(blob, source, WriteHints.NONE).bytes());
            }
            List<Object> outcomes = atOnce(work);

            List<Object> won = outcomes.stream().filter(Long.class::isInstance).toList();
            assertEquals(outcomes.toString(), 1, won.size());
            assertEquals(
                    outcomes.toString(),
                    work.size() - 1,
                    outcomes.stream().filter(ErrorKind.CONFLICT::equals).count());
            int winner = outcomes.indexOf(won.get(0));
            assertHolds(locationOf(blob), winner, 600_000 + winner);
        }
    }

    @Test
    public void lendsToManyReadersAtOnce() throws Exception {
        BlobLocation location = put(name, 9, MEBIBYTE);
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            work.add(() -> {
                assertArrayEquals(PatternSource.bytes(9, 0, MEBIBYTE), read(location, ByteRange.ALL));
                return 1L;
            });
        }

        assertEquals(List.of(1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L), atOnce(work));
    }

    @Test
    public void canBeLeftEarly() throws Exception {
        BlobLocation location = put(name, 3, bigLength());
        ReadableByteChannel channel = store().open(location, ByteRange.ALL);
        assertTrue(channel.isOpen());
        assertTrue(channel.read(ByteBuffer.allocate(100)) > 0);
        channel.close();

        assertFalse(channel.isOpen());
        assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(1)));
        channel.close();
        assertHolds(location, 3, bigLength());
    }

    @Test
    public void discardsWhatACrashLeft() throws Exception {
        if (cannotWrite()) {
            return;
        }
        put(other, 2, 1_000);
        Set<String> before = remains();
        crash(name);
        store().discard(name);

        assertEquals(before, remains());
        assertAbsent(locationOf(name));
        assertHolds(locationOf(other), 2, 1_000);
        put(name, 4, 10);
        assertHolds(locationOf(name), 4, 10);
    }

    @Test
    public void discardsNothingWithoutAWord() throws Exception {
        if (cannotWrite()) {
            return;
        }
        put(other, 2, 1_000);
        store().discard(name);
        store().discard(name);

        assertHolds(locationOf(other), 2, 1_000);
    }

    @Test
    @Covers("STORE-38")
    public void keepsToItself() throws Exception {
        put(name, 1, 1_000);
        Set<String> before = remains();
        assertFalse("name at least one foreign URL", foreignUrls().isEmpty());
        for (String url : foreignUrls()) {
            var location = new BlobLocation(url, Map.of());
            assertFalse(url, store().owns(url));
            assertRefused(REFUSALS, () -> store().open(location, ByteRange.ALL));
            assertRefused(REFUSALS, () -> store().size(location));
            assertRefused(REFUSALS, () -> delete(location));
        }
        assertEquals(before, remains());
    }

    /** True for a store that cannot write, once it was seen to refuse without touching the source. */
    private boolean cannotWrite() {
        if (capabilities().contains(Capability.WRITE)) {
            return false;
        }
        ByteSource untouched = () -> {
            throw new AssertionError("a store that cannot write asked for data");
        };
        assertRefused(UNABLE, () -> store().write(name, untouched, WriteHints.NONE));
        return true;
    }

    private Object delete(BlobLocation location) {
        store().delete(location);
        return "deleted";
    }

    private void assertAbsent(BlobLocation location) {
        assertRefused(EnumSet.of(ErrorKind.NOT_FOUND), () -> store().open(location, ByteRange.ALL));
        assertRefused(EnumSet.of(ErrorKind.NOT_FOUND), () -> store().size(location));
        if (capabilities().contains(Capability.DELETE)) {
            assertRefused(EnumSet.of(ErrorKind.NOT_FOUND), () -> delete(location));
        }
    }

    private void assertHolds(BlobLocation location, long seed, int length) throws IOException {
        assertEquals(length, store().size(location));
        assertArrayEquals(PatternSource.bytes(seed, 0, length), read(location, ByteRange.ALL));
    }

    private byte[] read(BlobLocation location, ByteRange range) throws IOException {
        return read(location, range, ByteBuffer.allocateDirect(64 * 1024));
    }

    private byte[] read(BlobLocation location, ByteRange range, ByteBuffer buffer) throws IOException {
        var all = new ByteArrayOutputStream();
        try (ReadableByteChannel channel = store().open(location, range)) {
            for (int count = channel.read(buffer.clear()); count >= 0; count = channel.read(buffer.clear())) {
                buffer.flip();
                assertEquals(count, buffer.remaining());
                byte[] bytes = new byte[count];
                buffer.get(bytes);
                all.write(bytes);
            }
            assertEquals("at the end it stays at the end", -1, channel.read(buffer.clear()));
        }
        return all.toByteArray();
    }

    private static Set<String> schemesOf(Store store) {
        return store.describe().schemes();
    }

    private static void assertRefused(Set<ErrorKind> kinds, Callable<?> work) {
        VitrineException e = assertThrows(VitrineException.class, work::call);
        assertTrue("one of " + kinds + ", but " + e.kind() + ": " + e.getMessage(), kinds.contains(e.kind()));
    }

    private static <T extends Throwable> T causeOf(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return type.cast(cause);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertTrue("in time", latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Starts all together; each outcome is the result or the kind of the failure. */
    private static List<Object> atOnce(List<Callable<Long>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        var start = new CountDownLatch(1);
        try {
            List<Future<Long>> running = new ArrayList<>();
            for (Callable<Long> one : work) {
                running.add(threads.submit(() -> {
                    await(start);
                    return one.call();
                }));
            }
            start.countDown();
            List<Object> outcomes = new ArrayList<>();
            for (Future<Long> one : running) {
                outcomes.add(outcomeOf(one));
            }
            return outcomes;
        } finally {
            threads.shutdown();
        }
    }

    private static Object outcomeOf(Future<Long> one) throws Exception {
        try {
            return one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VitrineException refused) {
                return refused.kind();
            }
            throw e;
        }
    }
}
