package org.vitrine.rest;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
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
}
