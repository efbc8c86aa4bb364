package org.vitrine.store.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.vitrine.outbound.Body;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.store.AbstractStoreContractTest;

/** The contract against a real S3, with parts of 5 MiB and a bucket of its own for each case. */
@Covers({"STORE-S3-1", "STORE-S3-3", "STORE-S3-4", "STORE-S3-20", "STORE-S3-23", "STORE-S3-24", "STORE-S3-25"})
public abstract class AbstractS3ContractTest extends AbstractStoreContractTest {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final String bucket = "images-" + BUCKETS.incrementAndGet();
    private URI uri;
    private S3Store store;

    /** Makes sure that the server runs; returns where it is. */
    abstract URI server() throws IOException, InterruptedException;

    /** Who keeps the images. */
    abstract Credentials credentials();

    /** Somebody whom the bucket is nothing to. */
    abstract Credentials others();

    /** {@link #remains()} as the server itself sees it, without S3. */
    abstract Set<String> remains(String inBucket) throws Exception;

    @Before
    public final void open() throws Exception {
        uri = server();
        store = new S3Store(config().build());
    }

    private FakeConfiguration<S3StoreConfig> config() {
        return FakeConfiguration.of(S3StoreConfig.class)
                .with("vitrine_store_id", "s3")
                .with("s3_store_host", uri.toString())
                .with("s3_store_access_key", credentials().accessKey())
                .with("s3_store_secret_key", credentials().secretKey())
                .with("s3_store_bucket", bucket)
                .with("s3_store_create_bucket_on_put", true)
                .with("s3_store_large_object_size", 5)
                .with("s3_store_large_object_chunk_size", 5);
    }

    @After
    public final void close() {
        store.deactivate();
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Set<Capability> capabilities() {
        return Set.of(Capability.WRITE, Capability.DELETE, Capability.RANDOM_ACCESS, Capability.EXTERNAL_LOCATIONS);
    }

    private String root() {
        return root(credentials());
    }

    private String root(Credentials whose) {
        return "s3://" + whose.inLocation() + "@" + uri.getAuthority() + "/";
    }

    @Override
    protected BlobLocation locationOf(BlobName blob) {
        return new BlobLocation(root() + bucket + "/" + blob, Map.of());
    }

    @Override
    protected Set<String> remains() throws Exception {
        return remains(bucket);
    }

    /** Everything, and two uploads that nobody ended. */
    @Override
    protected void crash(BlobName blob) throws Exception {
        super.crash(blob);
        var direct = new S3Setup(config().build());
        var http = direct.http();
        var target = new S3Bucket(direct.client(http), direct.credentials(), bucket);
        target.begin(blob.value());
        String uploadId = target.begin(blob.value());
        var data = ByteBuffer.allocate(1000);
        target.putPart(blob.value(), uploadId, 1, new S3Bucket.Checked(Body.of(data), Md5.of(data)));
        target.begin(blob.value() + "-more");
        target.unfinished(blob.value() + "-more").forEach(upload -> target.abort(upload.key(), upload.uploadId()));
        http.close();
    }

    @Override
    protected List<String> foreignUrls() {
        String file = "6a4f1c52-5d3b-4d5e-9d3f-0a4a5b6c7d8e";
        String here = uri.getAuthority() + "/" + bucket + "/" + file;
        String own = credentials().inLocation();
        List<String> urls = new ArrayList<>(List.of(
                "",
                "s3:",
                "s3://",
                "http://" + here,
                "s3://" + here,
                root(new Credentials(credentials().accessKey(), "wrong")) + bucket + "/" + file,
                root(others()) + bucket + "/" + file,
                "s3://" + own + "@elsewhere/" + bucket + "/" + file,
                "S3://" + own + "@" + here));
        for (String tail : List.of("other/" + file, bucket, bucket + "/", bucket + "/../" + bucket + "2/" + file)) {
            urls.add(root() + tail);
        }
        return urls;
    }
}
