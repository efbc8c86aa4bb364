package org.vitrine.store.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.store.PatternSource;

public class ObjectUploadTest {
    private static final int MEBIBYTE = 1 << 20;

    private final FakeS3 s3 = new FakeS3();

    /** A server that learns of the end of the upload while a part is on its way may keep the part for ever. */
    @Test
    public void abortsNothingWhileAPartIsOnItsWay() throws Exception {
        var sent = new CountDownLatch(1);
        var broken = new CountDownLatch(1);
        var inOrder = new AtomicBoolean();
        s3.trouble = e -> {
            String about = FakeS3.about(e.request());
            if (about.equals("PUT part 1")) {
                sent.countDown();
                await(broken);
            }
            if (about.equals("DELETE upload")) {
                inOrder.set(s3.uploads.values().stream().anyMatch(parts -> parts.containsKey(1)));
            }
            return false;
        };
        var data = new PatternSource(1, 20L * MEBIBYTE);
        ByteSource breaking = () -> {
            if (data.position() > 7 * MEBIBYTE) {
                await(sent);
                broken.countDown();
                throw new IOException("gone");
            }
            return data.next();
        };
        try (var server = new RawHttpServer(s3)) {
            var store = new S3Store(FakeConfiguration.of(S3StoreConfig.class)
                    .with("vitrine_store_id", "s3")
                    .with("s3_store_host", server.uri().toString())
                    .with("s3_store_access_key", "key")
                    .with("s3_store_secret_key", "secret")
                    .with("s3_store_bucket", "images")
                    .with("s3_store_large_object_chunk_size", 5)
                    .build());
            VitrineException e = assertThrows(
                    VitrineException.class, () -> store.write(new BlobName("image"), breaking, WriteHints.NONE));
            store.deactivate();
            assertEquals(ErrorKind.CLIENT_GONE, e.kind());
        }
        assertTrue("first the part, then the end of the upload", inOrder.get());
        assertEquals(Set.of(), s3.uploads.keySet());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
