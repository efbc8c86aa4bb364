package org.vitrine.itests;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients that list images, make records, and bring data and take it back, quickly and slowly. */
final class ImageTraffic {
    private static final int SMALL = 300_000;
    private static final int LARGE = 8 << 20;
    private static final int SLOW_CHUNKS = 20;

    private final ImageClient client;

    private ImageTraffic(ImageClient client) {
        this.client = client;
    }

    /** They begin at once. */
    static Clients start(ImageClient client) {
        ImageTraffic traffic = new ImageTraffic(client);
        Clients clients = new Clients();
        clients.start("list", traffic::list);
        clients.start("records", traffic::records);
        clients.start("small data", round -> traffic.data(round, SMALL));
        clients.start("large data", round -> traffic.data(round, LARGE));
        clients.start("slow upload", traffic::slowUpload);
        return clients;
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

    /** An upload of a second, so that drivers are replaced while its data arrives: they wait five seconds for its end. */
    private void slowUpload(long round) throws IOException, InterruptedException {
        String id = client.create("traffic");
        int length = SLOW_CHUNKS << 13;
        client.upload(id, BodyPublishers.ofInputStream(() -> new Trickle(Data.stream(round, length))));
        compare(id, round, length);
        client.delete(id);
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
