package org.vitrine.store.s3;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.server.TlsIdentity;
import org.vitrine.spi.testkit.store.PatternSource;

/** What the real servers of the contract do not do on demand. */
public class S3StoreTest {
    private static final int PATIENCE_SECONDS = FakeS3Stores.PATIENCE_SECONDS;
    private static final int MEBIBYTE = 1 << 20;
    private static final int TWO_PARTS = 8 * MEBIBYTE;
    private static final int THREE_PARTS = 11 * MEBIBYTE;
    private static final BlobName NAME = new BlobName("71c675ab-d94f-49cd-a114-e12490b328d9");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final FakeS3Stores stores = new FakeS3Stores();

    private final FakeS3 s3 = stores.s3;

    private FakeConfiguration<S3StoreConfig> config() {
        return stores.config();
    }

    private S3Store open(FakeConfiguration<S3StoreConfig> config) {
        return stores.open(config);
    }

    /** For servers that hang: they shall not be waited for. */
    private FakeConfiguration<S3StoreConfig> hasty() {
        return config().with("s3_store_stall_timeout", 1).with("s3_store_complete_timeout", 1);
    }

    private S3Store open() {
        return open(config());
    }

    private BlobLocation location() {
        return new BlobLocation("s3://key:s3/cret@127.0.0.1:" + stores.server().port() + "/images/" + NAME, Map.of());
    }

    private static WriteHints announced(long size) {
        return new WriteHints(OptionalLong.of(size), Optional.empty());
    }

    private static void write(S3Store store, int length) {
        store.write(NAME, new PatternSource(1, length), WriteHints.NONE);
    }

    private static VitrineException failure(ThrowingRunnable work) {
        return assertThrows(VitrineException.class, work);
    }

    private static ErrorKind kindOf(ThrowingRunnable work) {
        return failure(work).kind();
    }

    private void assertNothingLeft() {
        assertEquals(Set.of(), s3.objects.keySet());
        assertEquals(Set.of(), s3.uploads.keySet());
    }

    private static byte[] read(S3Store store, BlobLocation location) throws IOException {
        var all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(65_536);
        try (ReadableByteChannel channel = store.open(location, ByteRange.ALL)) {
            while (channel.read(buffer.clear()) >= 0) {
                all.write(buffer.array(), 0, buffer.position());
            }
        }
        return all.toByteArray();
    }

    private List<String> asked() {
        return stores.server().requests().stream().map(FakeS3::about).toList();
    }

    private long asked(String about) {
        return asked().stream().filter(about::equals).count();
    }

    @Test
    @Covers({"STORE-1", "STORE-34", "DISC-4", "STORE-S3-6", "STORE-S3-7", "STORE-S3-8", "STORE-38"})
    public void describesItself() {
        S3Store store = open(FakeConfiguration.of(S3StoreConfig.class)
                .with("vitrine_store_id", "cold")
                .with("store_description", "far away")
                .with("weight", -1)
                .with("s3_store_host", "https://s3.example.org/")
                .with("s3_store_access_key", "key")
                .with("s3_store_secret_key", "secret")
                .with("s3_store_bucket", "images"));

        assertEquals("cold", store.describe().id());
        assertEquals("s3", store.describe().type());
        assertEquals(Optional.of("far away"), store.describe().text());
        assertEquals(-1, store.describe().weight());
        assertEquals(Set.of("s3", "s3+http", "s3+https"), store.describe().schemes());
        assertEquals(
                Map.of(
                        "s3_store_large_object_size", 100L * MEBIBYTE,
                        "s3_store_large_object_chunk_size", 10L * MEBIBYTE,
                        "s3_store_thread_pools", 10),
                store.describe().properties());
        assertTrue(store.owns("s3+https://key:secret@s3.example.org/images/a"));
        assertFalse(store.owns("s3+https://key:secret@s3.example.org/other/a"));
        assertFalse(store.owns("s3+https://key:other@s3.example.org/images/a"));
    }

    @Test
    @Covers({"STORE-9", "STORE-S3-21", "STORE-S3-26"})
    public void staysButDoesNothingWithoutAConfigurationThatWorks() {
        for (FakeConfiguration<S3StoreConfig> config : List.of(
                config().with("s3_store_host", " "),
                config().with("s3_store_host", "ftp://host"),
                config().with("s3_store_access_key", ""),
                config().with("s3_store_secret_key", ""),
                config().with("s3_store_bucket", ""),
                config().with("s3_store_large_object_chunk_size", 4),
                config().with("s3_store_thread_pools", 0),
                config().with("s3_store_bucket_url_format", "dns"),
                config().with("s3_store_bucket_url_format", "virtual"),
                config().with("s3_store_host", "host")
                        .with("s3_store_bucket_url_format", "virtual")
                        .with("s3_store_bucket", "My Bucket"),
                config().with("s3_store_cacert", "/nowhere/at/all"),
                config().with("s3_store_former_hosts", new String[] {"a b"}),
                config().with("s3_store_retired_credentials", new String[] {"key"}))) {
            S3Store store = open(config);

            assertFalse(store.describe().can(Capability.WRITE));
            assertFalse(store.owns(location().url()));
            assertEquals(ErrorKind.STORE_DISABLED, kindOf(() -> write(store, 10)));
            assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.size(location())));
        }
        assertThrows(IllegalArgumentException.class, () -> open(config().with("vitrine_store_id", " ")));
    }

    @Test
    @Covers({"STORE-S3-6", "STORE-S3-24"})
    public void sendsSmallDataInOneRequestAndLargeDataInParts() {
        S3Store store = open();
        write(store, 5 * MEBIBYTE);
        assertEquals(List.of("HEAD bucket", "HEAD object", "PUT object", "HEAD object"), asked());
        assertArrayEquals(PatternSource.bytes(1, 0, 5 * MEBIBYTE), s3.objects.remove(NAME.value()));

        store.write(NAME, new PatternSource(1, TWO_PARTS), announced(TWO_PARTS));
        assertEquals("announced to be small", 2, asked("PUT object"));
        s3.objects.remove(NAME.value());

        write(store, THREE_PARTS);
        assertEquals(
                List.of(
                        "HEAD object",
                        "POST uploads",
                        "PUT part 1",
                        "PUT part 2",
                        "PUT part 3",
                        "POST upload",
                        "HEAD object"),
                asked().subList(asked().size() - 7, asked().size()));
        assertArrayEquals(PatternSource.bytes(1, 0, THREE_PARTS), s3.objects.get(NAME.value()));
    }

    @Test
    public void sendsTheChecksumOfEverything() throws Exception {
        var matching = new AtomicInteger();
        s3.trouble = e -> {
            if (FakeS3.about(e.request()).startsWith("PUT part")) {
                byte[] body = e.body();
                matching.addAndGet(FakeS3.matches(e.request(), body) ? 1 : 0);
                FakeS3.error(e, 500, "InternalError");
                return true;
            }
            return false;
        };
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> write(open(), TWO_PARTS)));
        assertEquals("once, and again", 2, matching.get());
        assertNothingLeft();
    }

    @Test
    public void fillsOnePartWhileItSendsAnother() throws Exception {
        var secondFilled = new CountDownLatch(1);
        s3.trouble = e -> {
            if (FakeS3.about(e.request()).equals("PUT part 1")) {
                await(secondFilled);
            }
            return false;
        };
        var data = new PatternSource(1, THREE_PARTS);
        ByteSource source = () -> {
            if (data.position() >= 9 * MEBIBYTE) {
                secondFilled.countDown();
            }
            return data.next();
        };
        open().write(NAME, source, WriteHints.NONE);
        assertEquals(THREE_PARTS, s3.objects.get(NAME.value()).length);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Test
    public void sendsPartsItselfWhenAllThreadsAreBusy() {
        write(open(config().with("s3_store_thread_pools", 1)), THREE_PARTS);
        assertEquals(THREE_PARTS, s3.objects.get(NAME.value()).length);
    }

    /** Whatever breaks, and wherever: the failure is named, and nothing stays. */
    @Test
    public void leavesNothingWhereverItBreaks() {
        for (String where : List.of("PUT part 1", "PUT part 2", "POST upload", "PUT object")) {
            int length = where.equals("PUT object") ? 1000 : TWO_PARTS;
            assertBreaks(where, length, ErrorKind.UNAVAILABLE, e -> FakeS3.error(e, 503, "SlowDown"));
            assertBreaks(where, length, ErrorKind.UNAVAILABLE, RawHttpServer.Exchange::drop);
            assertBreaks(hasty(), where, length, ErrorKind.UNAVAILABLE, RawHttpServer.Exchange::hang);
            assertBreaks(where, length, ErrorKind.STORE_READ_ONLY, e -> FakeS3.error(e, 403, "AccessDenied"));
            assertBreaks(where, length, ErrorKind.UNAVAILABLE, e -> FakeS3.error(e, 403, "InvalidAccessKeyId"));
            assertBreaks(where, length, ErrorKind.STORE_FULL, e -> FakeS3.error(e, 403, "QuotaExceeded"));
            assertBreaks(where, length, ErrorKind.STORE_FULL, e -> e.answer(507, ""));
            assertBreaks(where, length, ErrorKind.UNAVAILABLE, e -> FakeS3.error(e, 404, "NoSuchBucket"));
            assertBreaks(where, length, ErrorKind.INTERNAL, e -> e.answer(418, "no XML"));
            if (where.startsWith("PUT part")) {
                assertBreaks(where, length, ErrorKind.UNAVAILABLE, e -> {
                    e.exactly(100_000);
                    e.drop();
                });
            }
        }
    }

    private void assertBreaks(String where, int length, ErrorKind kind, RawHttpServer.Handler trouble) {
        assertBreaks(config(), where, length, kind, trouble);
    }

    private void assertBreaks(
            FakeConfiguration<S3StoreConfig> config,
            String where,
            int length,
            ErrorKind kind,
            RawHttpServer.Handler trouble) {
        s3.trouble = e -> {
            if (FakeS3.about(e.request()).equals(where)) {
                trouble.handle(e);
                return true;
            }
            return false;
        };
        VitrineException e = failure(() -> write(open(config.with("s3_store_attempts", 1)), length));

        assertEquals(where + ": " + e.getMessage(), kind, e.kind());
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString(), cause.toString().contains("cret"));
        }
        assertNothingLeft();
    }

    @Test
    public void noticesThatOtherDataArrived() {
        for (String where : List.of("PUT part 2", "PUT object")) {
            assertBreaks(
                    where,
                    where.equals("PUT object") ? 1000 : TWO_PARTS,
                    ErrorKind.INTERNAL,
                    e -> e.answer(200, "", "ETag", "\"d41d8cd98f00b204e9800998ecf8427e\""));
            assertBreaks(
                    where, where.equals("PUT object") ? 1000 : TWO_PARTS, ErrorKind.INTERNAL, e -> e.answer(200, ""));
        }
    }

    @Test
    public void believesTheTagsOfEncryptedData() {
        s3.trouble = e -> {
            if (FakeS3.about(e.request()).equals("PUT part 1")) {
                byte[] body = e.body();
                s3.uploads.values().iterator().next().put(1, body);
                e.answer(200, "", "ETag", "\"opaque\"", "x-amz-server-side-encryption", "aws:kms");
                return true;
            }
            return false;
        };
        write(open(), TWO_PARTS);
        assertEquals(TWO_PARTS, s3.objects.get(NAME.value()).length);
    }

    @Test
    public void noticesThatDataIsMissingInTheEnd() {
        s3.trouble = e -> {
            if (FakeS3.about(e.request()).equals("POST upload")) {
                s3.uploads.clear();
                s3.objects.put(NAME.value(), new byte[5]);
                e.answer(200, "<CompleteMultipartUploadResult/>");
                return true;
            }
            return false;
        };
        assertEquals(ErrorKind.INTERNAL, kindOf(() -> write(open(), TWO_PARTS)));
        assertNothingLeft();
    }

    @Test
    public void noticesAFailureInsideOfASuccess() {
        assertBreaks("POST upload", TWO_PARTS, ErrorKind.INTERNAL, e -> {
            e.body();
            FakeS3.error(e, 200, "InternalError");
        });
    }

    @Test
    public void repeatsWhatFailsForAMoment() {
        for (String where : List.of("HEAD bucket", "PUT part 2", "POST upload", "POST uploads")) {
            var count = new AtomicInteger();
            s3.trouble = e -> {
                if (FakeS3.about(e.request()).equals(where) && count.incrementAndGet() == 1) {
                    FakeS3.error(e, 503, "SlowDown");
                    return true;
                }
                return false;
            };
            write(open(), TWO_PARTS);
            assertEquals(where, 2, count.get());
            assertEquals(TWO_PARTS, s3.objects.remove(NAME.value()).length);
        }
    }

    @Test
    public void knowsThatALostAnswerMayHaveBeenASuccess() {
        var count = new AtomicInteger();
        s3.trouble = e -> {
            if (FakeS3.about(e.request()).equals("POST upload") && count.incrementAndGet() == 1) {
                String id = e.request().target().replaceFirst(".*uploadId=", "");
                s3.complete(e, NAME.value(), id);
                throw new IOException("nobody hears it");
            }
            return false;
        };
        write(open(), TWO_PARTS);
        assertEquals(2, count.get());
        assertArrayEquals(PatternSource.bytes(1, 0, TWO_PARTS), s3.objects.get(NAME.value()));
    }

    @Test
    public void beginsNoSecondUploadWhenAnAnswerIsLost() {
        assertBreaksOnce("POST uploads", RawHttpServer.Exchange::drop);
        assertEquals(1, asked("POST uploads"));
    }

    private void assertBreaksOnce(String where, RawHttpServer.Handler trouble) {
        s3.trouble = e -> {
            if (FakeS3.about(e.request()).equals(where)) {
                trouble.handle(e);
                return true;
            }
            return false;
        };
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> write(open(), TWO_PARTS)));
        assertNothingLeft();
    }

    @Test
    @Covers("STORE-S3-23")
    public void wantsTheBucketToBeThere() {
        s3.trouble = e -> {
            if (FakeS3.about(e.request()).equals("HEAD bucket")) {
                e.answer(404, "");
                return true;
            }
            return false;
        };
        ByteSource untouched = () -> {
            throw new AssertionError("asked for data");
        };
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> open().write(NAME, untouched, WriteHints.NONE)));
    }

    @Test
    @Covers({"STORE-10", "STORE-S3-23"})
    public void asksWhyItIsRefused() {
        Map<String, ErrorKind> kinds =
                Map.of("SignatureDoesNotMatch", ErrorKind.UNAVAILABLE, "AccessDenied", ErrorKind.STORE_READ_ONLY);
        for (String refused : List.of("HEAD bucket", "HEAD object")) {
            kinds.forEach((code, kind) -> {
                s3.trouble = e -> {
                    String about = FakeS3.about(e.request());
                    if (about.equals(refused)) {
                        e.answer(403, "");
                        return true;
                    }
                    if (about.equals("GET list")) {
                        FakeS3.error(e, 403, code);
                        return true;
                    }
                    return false;
                };
                VitrineException e = failure(() -> write(open(), 10));
                assertEquals(kind, e.kind());
                assertTrue(e.getMessage(), e.getMessage().contains(code));
            });
        }
        s3.trouble = e -> {
            e.answer(503, "");
            return true;
        };
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> write(open(), 10)));
        assertEquals("a busy server is not asked why", 4, asked("GET list"));
    }

    @Test
    public void learnsTheRegionOfTheBucket() {
        s3.trouble = e -> {
            if (e.request().header("Authorization").orElse("").contains("/eu-north-1/")) {
                return false;
            }
            e.answer(301, "", "x-amz-bucket-region", "eu-north-1");
            return true;
        };
        write(open(), 10);
        assertEquals(10, s3.objects.get(NAME.value()).length);
    }

    @Test
    @Covers({"STORE-11", "STORE-12", "STORE-S3-25"})
    public void tellsFailuresOfReadingApart() {
        S3Store store = open();
        Map<ErrorKind, List<Integer>> kinds = Map.of(
                ErrorKind.NOT_FOUND, List.of(404),
                ErrorKind.FORBIDDEN, List.of(401, 403),
                ErrorKind.UNAVAILABLE, List.of(500, 503, 301));
        kinds.forEach((kind, statuses) -> statuses.forEach(status -> {
            s3.trouble = e -> {
                e.answer(status, "");
                return true;
            };
            assertEquals("" + status, kind, kindOf(() -> store.open(location(), ByteRange.ALL)));
            assertEquals("" + status, kind, kindOf(() -> store.size(location())));
            assertEquals("" + status, kind, kindOf(() -> store.delete(location())));
        }));
        s3.trouble = e -> {
            e.answer(200, "all of it");
            return true;
        };
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.open(location(), new ByteRange(3, 2))));
    }

    @Test
    public void cutsOffAReadThatStopsOrBreaks() {
        S3Store store = open(hasty());
        s3.trouble = e -> {
            e.head(200, 1000);
            e.out().write(new byte[400]);
            e.hang();
            return true;
        };
        assertThrows(IOException.class, () -> read(store, location()));
        s3.trouble = e -> {
            e.head(200, 1000);
            e.out().write(new byte[400]);
            e.drop();
            return true;
        };
        assertThrows(IOException.class, () -> read(store, location()));
    }

    @Test
    @Covers({"STORE-38", "STORE-S3-20", "STORE-S3-27"})
    public void readsLocationsOfOtherTimes() throws Exception {
        s3.objects.put(NAME.value(), new byte[] {1, 2, 3});
        S3Store store = open(config().with("s3_store_former_hosts", new String[] {"old.example.org:7480"})
                .with("s3_store_retired_credentials", new String[] {"old:o/ld, older:older"}));
        for (String url : List.of(
                location().url(),
                "s3+https://old:o/ld@old.example.org:7480/images/" + NAME,
                "s3+http://older:older@127.0.0.1:" + stores.server().port() + "/images/" + NAME)) {
            assertTrue(url, store.owns(url));
            assertArrayEquals(new byte[] {1, 2, 3}, read(store, new BlobLocation(url, Map.of())));
            assertTrue(lastAuthorization().contains("Credential=key/"));
        }
    }

    private String lastAuthorization() {
        return stores.server()
                .requests()
                .get(stores.server().requests().size() - 1)
                .header("Authorization")
                .orElseThrow();
    }

    @Test
    @Covers({"STORE-41", "STORE-S3-20"})
    public void goesNoFurtherThanTheCredentialsOfALocation() throws Exception {
        s3.objects.put(NAME.value(), new byte[] {1, 2, 3});
        S3Store store = open();
        String here = "127.0.0.1:" + stores.server().port() + "/images/" + NAME;

        read(store, new BlobLocation("s3://somebody:else@" + here, Map.of()));
        assertTrue(lastAuthorization().contains("Credential=somebody/"));
        int before = stores.server().requests().size();
        assertEquals(
                ErrorKind.FORBIDDEN,
                kindOf(() -> read(store, new BlobLocation("s3://key:s3/cret@elsewhere/images/a", Map.of()))));
        assertEquals(ErrorKind.FORBIDDEN, kindOf(() -> read(store, new BlobLocation("s3://" + here, Map.of()))));
        assertEquals(before, stores.server().requests().size());
    }

    @Test
    @Covers("STORE-S3-9")
    public void checksCertificatesAsTold() throws Exception {
        TlsIdentity loopback = TlsIdentity.create(folder.getRoot().toPath(), "ip:127.0.0.1");
        stores.replace(new RawHttpServer(loopback.context().getServerSocketFactory(), "https", s3));
        write(open(config().with("s3_store_cacert", loopback.certificate().toString())), 10);
        assertEquals(
                "s3+https://key:s3/cret@127.0.0.1:" + stores.server().port() + "/images/other",
                open(config().with("s3_store_insecure", true))
                        .write(new BlobName("other"), new PatternSource(1, 10), WriteHints.NONE)
                        .location()
                        .url());
        s3.objects.clear();
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> write(open(), 10)));
    }

    @Test
    public void canBeInterrupted() throws Exception {
        var hanging = new CountDownLatch(1);
        s3.trouble = e -> {
            if (FakeS3.about(e.request()).equals("PUT part 1")) {
                hanging.countDown();
                e.hang();
                return true;
            }
            return false;
        };
        S3Store store = open();
        List<Throwable> thrown = new ArrayList<>();
        var writer = new Thread(() -> {
            try {
                write(store, THREE_PARTS);
            } catch (VitrineException e) {
                thrown.add(e);
                thrown.add(Thread.currentThread().isInterrupted() ? null : new AssertionError("not interrupted"));
            }
        });
        writer.start();
        await(hanging);
        writer.interrupt();
        writer.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));

        assertFalse(writer.isAlive());
        assertEquals(ErrorKind.UNAVAILABLE, ((VitrineException) thrown.get(0)).kind());
        assertEquals(null, thrown.get(1));
        assertNothingLeft();
    }
}
