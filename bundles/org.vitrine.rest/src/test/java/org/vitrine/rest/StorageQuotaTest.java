package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** How many bytes a project may store, by the older of the two quotas. */
public class StorageQuotaTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final Map<String, String> OCTETS = Map.of("Content-Type", "application/octet-stream");
    private static final byte[] DATA = new byte[26];
    private static final int CLIENTS = 20;
    private static final int ROUNDS = 3;

    private final TestApi api = new TestApi(OWNER);

    @After
    public void close() {
        api.close();
    }

    private static String file(String id) {
        return "/v2/images/" + id + "/file";
    }

    @Test
    @Covers({"LIM-6", "UP-10", "QUOTA-3", "op:QUOTA-30", "op:CFG-50"})
    public void theStorageQuotaIsTheProjects() {
        Settings.change(api.core.settings, Map.of("user_storage_quota", "60B"));
        api.active(DATA);
        String id = api.image();
        assertEquals(413, api.upload(id, new byte[35]).status());
        assertEquals(
                413,
                api.stream("PUT", file(id), OCTETS, new ByteArrayInputStream(new byte[35]))
                        .status());
        assertQueuedRecord(id);
        assertEquals(204, api.upload(id, new byte[34]).status());
        String full = api.image();
        Answer none = api.stream("PUT", file(full), OCTETS, new ByteArrayInputStream(new byte[0]));
        assertEquals("nothing is left", 413, none.status());
        api.as(Callers.member("p2")).active(new byte[60]);
        api.as(OWNER).delete("/v2/images/" + id);
        assertEquals(204, api.upload(full, new byte[34]).status());
        api.as(Callers.unauthenticatedAdmin());
        api.active(new byte[60]);
        assertEquals(
                "who has no project has a quota too",
                413,
                api.upload(api.image(), new byte[1]).status());
    }

    private void assertQueuedRecord(String id) {
        assertEquals(ImageStatus.QUEUED, api.core.image(id).status());
        assertEquals(1, api.core.memory.get("main").names().size());
    }

    @Test
    @Covers({"LIM-6", "op:QUOTA-30"})
    public void anUploadThatEndsAfterAnotherCountsIt() {
        Settings.change(api.core.settings, Map.of("user_storage_quota", "60"));
        String late = api.image();
        InputStream slow = new InputStream() {
            private boolean first = true;
            private int left = 40;

            @Override
            public int read() {
                if (first) {
                    first = false;
                    api.active(DATA);
                }
                return left-- > 0 ? 'x' : -1;
            }
        };
        assertEquals(413, api.stream("PUT", file(late), OCTETS, slow).status());
        assertQueuedRecord(late);
    }

    @Test
    @Covers({"op:QUOTA-30", "LIM-6"})
    public void anUploadThatEndsRightAfterAnotherCountsItToo() {
        Settings.change(api.core.settings, Map.of("user_storage_quota", "40"));
        String late = api.image();
        InputStream data = new ByteArrayInputStream(DATA) {
            @Override
            public int read(byte[] bytes, int offset, int length) {
                int read = super.read(bytes, offset, length);
                if (read < 0) {
                    api.core.worstMoment.beforeTransaction(() -> api.active(DATA));
                }
                return read;
            }
        };
        assertEquals(413, api.stream("PUT", file(late), OCTETS, data).status());
        assertQueuedRecord(late);
        assertEquals(26, api.core.records.images().usage("p1", null).storedBytes());
    }

    @Test(timeout = 120_000)
    @Covers({"op:QUOTA-30", "LIM-6"})
    public void ofTwentyUploadsThatEndAtOnceOnlyThoseThatFitCount() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Settings.change(api.core.settings, Map.of("user_storage_quota", "60"));
                int granted = race(clients);
                assertEquals("two of 26 bytes fit into 60", 2, granted);
                assertEquals(52, api.core.records.images().usage("p1", null).storedBytes());
                assertEquals(2, api.core.memory.get("main").names().size());
                Settings.change(api.core.settings, Map.of());
                for (JsonNode image : api.get("/v2/images?limit=100").json().get("images")) {
                    assertEquals(
                            204,
                            api.delete("/v2/images/" + image.get("id").textValue())
                                    .status());
                }
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** How many were granted of uploads that all have sent their data before any of them ends. */
    private int race(ExecutorService clients) throws Exception {
        CyclicBarrier end = new CyclicBarrier(CLIENTS);
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String id = api.image();
            running.add(clients.submit(
                    () -> api.stream("PUT", file(id), OCTETS, new Together(end)).status()));
        }
        int granted = 0;
        for (Future<Integer> one : running) {
            int status = one.get(1, TimeUnit.MINUTES);
            assertTrue("answered " + status, status == 204 || status == 413);
            granted += status == 204 ? 1 : 0;
        }
        return granted;
    }

    /** A body that ends when those of all others have been sent. */
    private static final class Together extends InputStream {
        private final CyclicBarrier end;
        private int left = DATA.length;

        Together(CyclicBarrier end) {
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            if (left-- > 0) {
                return 'x';
            }
            try {
                end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IOException(e);
            }
            return -1;
        }
    }
}
