package org.vitrine.store.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.rules.ExternalResource;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.RawHttpServer;

/** Stores on a {@link FakeS3}. They and its server end with the test. */
final class FakeS3Stores extends ExternalResource {
    static final int PATIENCE_SECONDS = 30;

    final FakeS3 s3 = new FakeS3();
    private final List<S3Store> opened = new ArrayList<>();
    private RawHttpServer server;

    @Override
    protected void before() throws IOException {
        server = new RawHttpServer(s3);
    }

    @Override
    protected void after() {
        opened.forEach(S3Store::deactivate);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawHttpServer server() {
        return server;
    }

    /** Serves by another server from now on. */
    void replace(RawHttpServer next) throws IOException {
        server.close();
        server = next;
    }

    FakeConfiguration<S3StoreConfig> config() {
        return FakeConfiguration.of(S3StoreConfig.class)
                .with("vitrine_store_id", "s3")
                .with("s3_store_host", server.uri().toString())
                .with("s3_store_access_key", "key")
                .with("s3_store_secret_key", "s3/cret")
                .with("s3_store_bucket", "images")
                .with("s3_store_large_object_chunk_size", 5)
                .with("s3_store_stall_timeout", PATIENCE_SECONDS)
                .with("s3_store_complete_timeout", PATIENCE_SECONDS)
                .with("s3_store_attempts", 2);
    }

    S3Store open(FakeConfiguration<S3StoreConfig> config) {
        var store = new S3Store(config.build());
        opened.add(store);
        return store;
    }
}
