package org.vitrine.store.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Rule;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.store.PatternSource;

/** How a bucket comes to be that is not there yet. */
public class BucketCreationTest {
    @Rule
    public final FakeS3Stores stores = new FakeS3Stores();

    private final FakeS3 s3 = stores.s3;

    private FakeConfiguration<S3StoreConfig> config() {
        return stores.config().with("s3_store_create_bucket_on_put", true);
    }

    private S3Store open(FakeConfiguration<S3StoreConfig> config) {
        return stores.open(config);
    }

    private static void write(S3Store store) {
        store.write(new BlobName("an-image"), new PatternSource(1, 10), WriteHints.NONE);
    }

    @Test
    @Covers({"STORE-S3-2", "STORE-S3-4", "STORE-S3-23"})
    public void makesTheBucketInItsRegion() throws Exception {
        List<String> bodies = new ArrayList<>();
        s3.trouble = e -> {
            switch (FakeS3.about(e.request())) {
                case "HEAD bucket" -> e.answer(404, "");
                case "PUT bucket" -> {
                    bodies.add(new String(e.body(), StandardCharsets.UTF_8));
                    FakeS3.error(e, 409, "BucketAlreadyOwnedByYou");
                }
                default -> {
                    return false;
                }
            }
            return true;
        };
        write(open(config()));
        assertEquals("", bodies.get(0));

        s3.objects.clear();
        write(open(config().with("s3_store_region_name", "eu-west-1")));
        assertTrue(bodies.get(1).contains("<LocationConstraint>eu-west-1</LocationConstraint>"));
        String authorization = stores.server()
                .requests()
                .get(stores.server().requests().size() - 1)
                .header("Authorization")
                .orElseThrow();
        assertTrue(authorization, authorization.contains("/eu-west-1/s3/aws4_request"));
    }

    @Test
    @Covers("STORE-S3-23")
    public void makesTheBucketBesideAnotherServer() {
        var madeByTheOther = new AtomicBoolean();
        s3.trouble = e -> {
            switch (FakeS3.about(e.request())) {
                case "HEAD bucket" -> e.answer(madeByTheOther.get() ? 200 : 404, "");
                case "PUT bucket" -> {
                    madeByTheOther.set(true);
                    FakeS3.error(e, 409, "OperationAborted");
                }
                default -> {
                    return false;
                }
            }
            return true;
        };

        write(open(config()));

        assertTrue(madeByTheOther.get());
    }

    /** Not as if somebody else's data had the name. */
    @Test
    @Covers("STORE-S3-23")
    public void isAwayWhileS3DoesNotMakeTheBucket() {
        s3.trouble = e -> {
            switch (FakeS3.about(e.request())) {
                case "HEAD bucket" -> e.answer(404, "");
                case "PUT bucket" -> FakeS3.error(e, 409, "OperationAborted");
                default -> {
                    return false;
                }
            }
            return true;
        };
        S3Store store = open(config());

        assertEquals(
                ErrorKind.UNAVAILABLE,
                assertThrows(VitrineException.class, () -> write(store)).kind());
    }
}
