package org.vitrine.itests;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that use the image service without pause until they are told to stop, and note everything that fails. */
final class ImageTraffic {
    private static final int SMALL = 300_000;
    private static final int LARGE = 8 << 20;
    private static final int SLOW_CHUNKS = 40;

    private interface Work {
        void once(long round) throws IOException, InterruptedException;
    }

    private final ImageClient client;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong rounds = new AtomicLong();
    private volatile boolean stopping;

    ImageTraffic(ImageClient client) {
        this.client = client;
        start("list", this::list);
        start("records", this::records);
        start("small data", round -> data(round, SMALL));
        start("large data", round -> data(round, LARGE));
        start("slow upload", this::slowUpload);
    }

    private void start(String name, Work work) {
        Thread thread = new Thread(() -> repeat(name, work), "traffic " + name);
        threads.add(thread);
        thread.start();
    }

    private void repeat(String name, Work work) {
        for (long round = 0; !stopping; round++) {
            try {
                work.once(round);
                rounds.incrementAndGet();
            } catch (IOException | RuntimeException | AssertionError e) {
                failures.add(name + ", round " + round + ": " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void list(long round) throws IOException, InterruptedException {
        client.get("/v2/images?limit=5");
    }

    private void records(long round) throws IOException, InterruptedException {
        String id = client.create("traffic");
        client.get("/v2/images/" + id);
        client.rename(id, "traffic " + round);
        client.delete(id);
    }

    private void data(long round, int length) throws IOException, InterruptedException {
        String id = client.create("traffic");
        client.upload(id, BodyPublishers.ofInputStream(() -> Data.stream(round, length)));
        compare(id, round, length);
        client.delete(id);
    }

    private void compare(String id, long seed, int length) throws IOException, InterruptedException {
        String expected = Data.sha512(Data.stream(seed, length));
        String found = Data.sha512(client.download(id));
        if (!found.equals(expected)) {
            throw new AssertionError("image " + id + " came back with other bytes");
        }
    }

    /** An upload of some seconds, so that drivers are replaced while its data arrives. */
    private void slowUpload(long round) throws IOException, InterruptedException {
        String id = client.create("traffic");
        int length = SLOW_CHUNKS << 13;
        client.upload(id, BodyPublishers.ofInputStream(() -> new Trickle(Data.stream(round, length))));
        compare(id, round, length);
        client.delete(id);
    }

    /** Rounds of work that ended well so far. */
    long rounds() {
        return rounds.get();
    }

    /** Ends the clients after the work in hand; what failed in all that time. */
    List<String> stop() throws InterruptedException {
        stopping = true;
        awaitEnd(threads, failures);
        return List.copyOf(failures);
    }

    /** Waits for clients that were told to end; those that do not are failures. */
    static void awaitEnd(List<Thread> threads, Collection<String> failures) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(TimeUnit.MINUTES.toMillis(2));
            if (thread.isAlive()) {
                failures.add(thread.getName() + " does not end");
            }
        }
    }

    /** Hands out 8 KiB every 50 ms. */
    private static final class Trickle extends InputStream {
        private final InputStream source;

        Trickle(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            return source.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            int count = source.readNBytes(target, offset, Math.min(length, 1 << 13));
            return count == 0 ? -1 : count;
        }
    }
}
