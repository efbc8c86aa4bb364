package org.vitrine.core.quota;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.vitrine.spi.quota.QuotaResource.IMAGE_COUNT_TOTAL;
import static org.vitrine.spi.quota.QuotaResource.IMAGE_COUNT_UPLOADING;
import static org.vitrine.spi.quota.QuotaResource.IMAGE_SIZE_TOTAL;
import static org.vitrine.spi.quota.QuotaResource.IMAGE_STAGE_TOTAL;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.data.BodyOpener;
import org.vitrine.core.data.UploadRequest;
import org.vitrine.core.images.NewImage;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageUsage;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.quota.FakeLimits;

/** Projects are held to their limits, whoever asks at the same time. */
public class ProjectQuotaTest {
    private static final RequestContext CALLER = Callers.member("p1");
    private static final int CLIENTS = 20;
    private static final int MEBIBYTE = 1 << 20;

    private final TestCore core = new TestCore(Map.of(), "main");
    private final FakeLimits limits = new FakeLimits();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @After
    public void stop() {
        clients.shutdownNow();
        core.close();
    }

    private String create() {
        return create(CALLER);
    }

    private String create(RequestContext caller) {
        return core.creation
                .create(
                        caller,
                        new NewImage(
                                null,
                                "n",
                                null,
                                false,
                                false,
                                Optional.empty(),
                                "raw",
                                "bare",
                                0,
                                0,
                                List.of(),
                                Map.of(),
                                null))
                .image()
                .id();
    }

    private void upload(String id, int bytes, boolean announced) {
        OptionalLong size = announced ? OptionalLong.of(bytes) : OptionalLong.empty();
        upload(id, size, () -> new ByteArrayInputStream(new byte[bytes]));
    }

    private void upload(String id, OptionalLong announced, BodyOpener body) {
        core.upload.upload(CALLER, id, new UploadRequest(Optional.empty(), announced), body);
    }

    private static void refused(String words, Runnable work) {
        VitrineException e = assertThrows(VitrineException.class, work::run);
        assertEquals(e.getMessage(), ErrorKind.QUOTA_EXCEEDED, e.kind());
        assertEquals("Project p1 is over a limit for [Resource " + words + "]", e.getMessage());
    }

    private ImageUsage usage() {
        return core.records.images().usage("p1", null);
    }

    /** How many of twenty clients that begin together were granted what they wanted; the others met the limit. */
    private int race(Supplier<Runnable> client) throws Exception {
        List<Runnable> ready = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            ready.add(client.get());
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> running = new ArrayList<>();
        for (Runnable work : ready) {
            running.add(clients.submit(() -> {
                start.await();
                try {
                    work.run();
                    return true;
                } catch (VitrineException e) {
                    assertEquals(e.getMessage(), ErrorKind.QUOTA_EXCEEDED, e.kind());
                    return false;
                }
            }));
        }
        start.countDown();
        int granted = 0;
        for (Future<Boolean> one : running) {
            granted += one.get(1, TimeUnit.MINUTES) ? 1 : 0;
        }
        return granted;
    }

    @Test
    @Covers({"op:QUOTA-1", "op:QUOTA-4", "op:QUOTA-5", "op:QUOTA-22", "QUOTA-1", "QUOTA-2", "GOTCHA-4"})
    public void imagesAreCounted() {
        core.plugins.limit(limits.limit(IMAGE_COUNT_TOTAL, 2), false);
        String first = create();
        create();
        refused("image_count_total is over limit of 2 due to current usage 2 and delta 1", this::create);
        core.deletion.delete(CALLER, first);
        create();
        limits.limit(IMAGE_COUNT_TOTAL, -1);
        create();
    }

    @Test
    @Covers({"op:QUOTA-20", "op:QUOTA-24", "QUOTA-3", "QUOTA-4"})
    public void storageIsASoftLimit() {
        core.plugins.limit(limits.limit(IMAGE_SIZE_TOTAL, 5), false);
        String first = create();
        upload(first, 3 * MEBIBYTE, true);
        upload(create(), 3 * MEBIBYTE, false);
        String third = create();
        refused("image_size_total is over limit of 5 due to current usage 6 and delta 0", () -> upload(third, 1, true));
        assertEquals(ImageStatus.QUEUED, core.image(third).status());
        core.deletion.delete(CALLER, first);
        upload(third, 1, true);
    }

    @Test
    @Covers({"op:QUOTA-23", "UP-10"})
    public void uploadsThatRunAreCounted() {
        core.plugins.limit(limits.limit(IMAGE_COUNT_UPLOADING, 1), false);
        String first = create();
        String second = create();
        upload(first, OptionalLong.empty(), () -> {
            refused(
                    "image_count_uploading is over limit of 1 due to current usage 2 and delta 0",
                    () -> upload(second, 1, true));
            return new ByteArrayInputStream(new byte[1]);
        });
        assertEquals(ImageStatus.QUEUED, core.image(second).status());
        assertEquals(List.of(), core.records.intents().ofNode(TestCore.NODE));
        upload(second, 1, true);
    }

    @Test
    @Covers("op:QUOTA-24")
    public void whatRunningUploadsAnnouncedIsTaken() {
        core.plugins.limit(limits.limit(IMAGE_SIZE_TOTAL, 2), false);
        String second = create();
        upload(create(), OptionalLong.of(3 * MEBIBYTE), () -> {
            refused(
                    "image_size_total is over limit of 2 due to current usage 3 and delta 0",
                    () -> upload(second, 1, true));
            assertEquals(new Standing(3, 2), core.quota.report(CALLER).get(IMAGE_SIZE_TOTAL));
            return new ByteArrayInputStream(new byte[MEBIBYTE]);
        });
        upload(second, 1, true);
    }

    @Test
    @Covers("op:QUOTA-22")
    public void ofTwentyClientsOneGetsTheLastImage() throws Exception {
        core.plugins.limit(limits.limit(IMAGE_COUNT_TOTAL, 4), false);
        create();
        create();
        create();
        assertEquals(1, race(() -> this::create));
        assertEquals(4, usage().images());
    }

    @Test
    @Covers("op:QUOTA-23")
    public void ofTwentyClientsNoMoreUploadThanMay() throws Exception {
        limits.limit(IMAGE_COUNT_TOTAL, -1).limit(IMAGE_SIZE_TOTAL, -1).limit(IMAGE_COUNT_UPLOADING, 3);
        core.plugins.limit(limits, false);
        CountDownLatch granted = new CountDownLatch(3);
        CountDownLatch end = new CountDownLatch(CLIENTS - 3);
        int through = race(() -> {
            String id = create();
            return () -> {
                try {
                    upload(id, OptionalLong.empty(), () -> {
                        granted.countDown();
                        return held(end);
                    });
                } catch (VitrineException e) {
                    end.countDown();
                    throw e;
                }
            };
        });
        assertEquals(0, granted.getCount());
        assertEquals(3, through);
    }

    @Test
    @Covers("op:QUOTA-24")
    public void ofTwentyClientsOneGetsOverASoftLimit() throws Exception {
        limits.limit(IMAGE_COUNT_TOTAL, -1).limit(IMAGE_COUNT_UPLOADING, -1).limit(IMAGE_SIZE_TOTAL, 3);
        core.plugins.limit(limits, false);
        upload(create(), 2 * MEBIBYTE, true);
        int granted = race(() -> {
            String id = create();
            return () -> upload(id, MEBIBYTE, true);
        });
        assertEquals(2, granted);
        assertEquals(4L * MEBIBYTE, usage().storedBytes());
    }

    private static InputStream held(CountDownLatch end) throws IOException {
        try {
            assertTrue(end.await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return InputStream.nullInputStream();
    }

    @Test
    public void ofTwentyClientsOneGetsTheLastMebibyteOfAHardLimit() throws Exception {
        limits.limit(IMAGE_COUNT_TOTAL, -1).limit(IMAGE_COUNT_UPLOADING, -1).limit(IMAGE_SIZE_TOTAL, 3);
        core.plugins.limit(limits, true);
        upload(create(), 2 * MEBIBYTE, true);
        for (boolean announced : new boolean[] {true, false}) {
            int granted = race(() -> {
                String id = create();
                return () -> upload(id, MEBIBYTE, announced);
            });
            assertTrue(granted + " were granted one mebibyte", granted <= 1);
            assertTrue(usage().storedBytes() <= 3L * MEBIBYTE);
        }
    }

    @Test
    public void aHardLimitCutsWhatSaysNoLength() {
        core.plugins.limit(limits.limit(IMAGE_SIZE_TOTAL, 2), true);
        upload(create(), MEBIBYTE, false);
        String second = create();
        refused(
                "image_size_total is over limit of 2 due to current usage 1 and delta 2",
                () -> upload(second, 2 * MEBIBYTE, false));
        refused(
                "image_size_total is over limit of 2 due to current usage 1 and delta 2",
                () -> upload(second, MEBIBYTE + 1, true));
        assertEquals(ImageStatus.QUEUED, core.image(second).status());
        assertEquals(List.of(), core.records.intents().ofNode(TestCore.NODE));
        upload(second, MEBIBYTE, false);
        String third = create();
        refused(
                "image_size_total is over limit of 2 due to current usage 2 and delta 1",
                () -> upload(third, 1, false));
    }

    @Test
    @Covers("op:QUOTA-7")
    public void rememberedLimitsGrantButDoNotRefuse() {
        core.plugins.limit(limits.limit(IMAGE_COUNT_TOTAL, 1), false);
        limits.remember();
        create();
        assertEquals(0, limits.asked.get());
        limits.limit(IMAGE_COUNT_TOTAL, 2);
        create();
        assertEquals(1, limits.asked.get());
        refused("image_count_total is over limit of 2 due to current usage 2 and delta 1", this::create);
    }

    @Test
    @Covers({"op:QUOTA-27", "DISC-5"})
    public void tellsUsageAndLimits() {
        assertEquals(Map.of(), core.quota.report(CALLER));
        core.plugins.limit(limits.limit(IMAGE_STAGE_TOTAL, -1), false);
        upload(create(), 2 * MEBIBYTE - 1, true);
        create();
        assertEquals(
                Map.of(
                        IMAGE_SIZE_TOTAL,
                        new Standing(1, 10),
                        IMAGE_STAGE_TOTAL,
                        new Standing(0, -1),
                        IMAGE_COUNT_TOTAL,
                        new Standing(2, 10),
                        IMAGE_COUNT_UPLOADING,
                        new Standing(0, 10)),
                core.quota.report(CALLER));
    }

    @Test
    @Covers("op:QUOTA-26")
    public void whatIsAskedForCountsForTheProjectThatAsks() {
        RequestContext admin = Callers.admin("p2");
        core.plugins.limit(limits.limit(IMAGE_SIZE_TOTAL, 1), false);
        upload(create(), 2 * MEBIBYTE, true);
        String second = create();
        refused(
                "image_size_total is over limit of 1 due to current usage 2 and delta 0",
                () -> upload(second, 1, true));
        upload(admin, second, MEBIBYTE);
        assertEquals(new Standing(3, 1), core.quota.report(CALLER).get(IMAGE_SIZE_TOTAL));
        assertEquals(
                "what it wrote is p1's",
                new Standing(0, 1),
                core.quota.report(admin).get(IMAGE_SIZE_TOTAL));

        String own = create(admin);
        upload(admin, own, 2 * MEBIBYTE);
        core.deletion.delete(CALLER, second);
        String third = create();
        VitrineException e = assertThrows(VitrineException.class, () -> upload(admin, third, 1));
        assertTrue(e.getMessage(), e.getMessage().startsWith("Project p2 is over a limit"));
    }

    private void upload(RequestContext caller, String id, int bytes) {
        core.upload.upload(
                caller,
                id,
                new UploadRequest(Optional.empty(), OptionalLong.of(bytes)),
                () -> new ByteArrayInputStream(new byte[bytes]));
    }

    @Test
    @Covers("op:QUOTA-1")
    public void theOlderQuotaIsNotLookedAt() {
        Settings.change(core.settings, Map.of("user_storage_quota", "1B"));
        core.plugins.limit(limits, false);
        upload(create(), 2, true);
    }

    @Test
    @Covers("op:QUOTA-6")
    public void aDriverThatIsAwayOrFailsLetsNothingThrough() {
        core.plugins.limit(null, false);
        assertEquals(
                ErrorKind.UNAVAILABLE,
                assertThrows(VitrineException.class, this::create).kind());
        limits.fail(new VitrineException(ErrorKind.INTERNAL, "no limits"));
        core.plugins.limit(limits, false);
        assertEquals(
                ErrorKind.INTERNAL,
                assertThrows(VitrineException.class, this::create).kind());
        assertEquals(0, usage().images());
    }
}
