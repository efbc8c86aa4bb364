package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server is killed at random moments of uploads. Afterwards every image is active with exactly its bytes or back
 * where its owner can retry, and no file is left without a record. {@code -Dvitrine.crash.rounds=20} kills it more often.
 */
public class CrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final int ROUNDS = Integer.getInteger("vitrine.crash.rounds", 3);
    private static final int UPLOADS = 4;
    /** From the first of a round to the first of the next one. */
    private static final long SEEDS = 100;

    private static final int LONGEST = 24 << 20;
    private static final long SETTLE_SECONDS = 120;

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    /** Which image has the data of which seed. */
    private final Map<String, Long> seeds = new ConcurrentHashMap<>();
    /** Images whose upload was answered with 204. */
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    public void nothingIsLostOrLeftBehind() throws Exception {
        Random random = new Random(2023);
        try (Distribution server = Distribution.start(FOLDER.getRoot().toPath().resolve("data"))) {
            int active = 0;
            int queued = 0;
            for (int round = 0; round < ROUNDS; round++) {
                killDuringUploads(server, round, random.nextInt(LONGEST));
                server.start();
                ImageClient client = server.client();
                Map<String, String> statuses = settled(client);
                assertActiveAreWhole(client, statuses);
                awaitFiles(server, named(statuses, "active"));
                active += named(statuses, "active").size();
                queued += named(statuses, "queued").size();
                retry(client, named(statuses, "queued"));
                for (String id : statuses.keySet()) {
                    client.delete(id);
                }
                awaitFiles(server, Set.of());
                seeds.clear();
                acknowledged.clear();
            }
            Counts.tell(
                    "killed %d times during %d uploads: %d images active and whole, %d queued and retried",
                    ROUNDS, ROUNDS * UPLOADS, active, queued);
            assertEquals(ROUNDS * UPLOADS, active + queued);
        }
    }

    /** Kills it when the clients have handed out so many bytes together. */
    private void killDuringUploads(Distribution server, int round, int bytes) throws Exception {
        ImageClient client = server.client();
        AtomicLong left = new AtomicLong(bytes);
        CountDownLatch now = new CountDownLatch(1);
        List<Thread> uploads = new ArrayList<>();
        AtomicInteger unexpected = new AtomicInteger();
        for (int i = 0; i < UPLOADS; i++) {
            String id = client.create("crash");
            long seed = round * SEEDS + i;
            seeds.put(id, seed);
            Thread thread = new Thread(() -> {
                try {
                    client.upload(id, BodyPublishers.ofInputStream(() -> counted(data(seed), left, now)));
                    acknowledged.add(id);
                } catch (IOException e) {
                    LOG.debug("the upload of {} was cut off", id, e);
                } catch (InterruptedException | AssertionError e) {
                    LOG.error("the upload of {} failed in another way", id, e);
                    unexpected.incrementAndGet();
                }
            });
            thread.start();
            uploads.add(thread);
        }
        assertTrue(now.await(SETTLE_SECONDS, TimeUnit.SECONDS));
        server.kill();
        for (Thread upload : uploads) {
            upload.join(TimeUnit.SECONDS.toMillis(30));
        }
        assertEquals(0, unexpected.get());
    }

    /** The first of a round is the longest, and each other one a quarter of the one before: some are stored by then. */
    private static InputStream data(long seed) {
        return Data.stream(seed, LONGEST >> 2 * (seed % SEEDS));
    }

    private static InputStream counted(InputStream data, AtomicLong left, CountDownLatch over) {
        return new FilterInputStream(data) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                if (left.addAndGet(-count) < 0) {
                    over.countDown();
                }
                return count;
            }
        };
    }

    /** Ids and statuses, once no image is in between. */
    private Map<String, String> settled(ImageClient client) {
        Map<String, String> statuses = new ConcurrentHashMap<>();
        AbstractContainerIT.await("unfinished uploads are settled", SETTLE_SECONDS, () -> {
            for (String id : seeds.keySet()) {
                String shown = client.get("/v2/images/" + id);
                statuses.put(id, shown.replaceAll("(?s).*\"status\": ?\"([a-z_]+)\".*", "$1"));
            }
            return !statuses.containsValue("saving");
        });
        return statuses;
    }

    private void assertActiveAreWhole(ImageClient client, Map<String, String> statuses) throws Exception {
        for (String id : acknowledged) {
            assertEquals("what a client was told is stored", "active", statuses.get(id));
        }
        for (String id : named(statuses, "active")) {
            assertEquals(Data.sha512(data(seeds.get(id))), Data.sha512(client.download(id)));
        }
    }

    private void retry(ImageClient client, Set<String> ids) throws Exception {
        for (String id : ids) {
            client.upload(id, BodyPublishers.ofByteArray(new byte[1000]));
        }
    }

    private static Set<String> named(Map<String, String> statuses, String status) {
        return statuses.entrySet().stream()
                .filter(entry -> entry.getValue().equals(status))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** An image may be given back to its owner before what a write left of it is removed. */
    private static void awaitFiles(Distribution server, Set<String> names) {
        Path images = server.data().resolve("images");
        AbstractContainerIT.await(
                "no files but those of " + names,
                SETTLE_SECONDS,
                () -> files(images).equals(names));
    }

    private static Set<String> files(Path directory) throws IOException {
        return Footprint.files(directory).stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
    }
}
