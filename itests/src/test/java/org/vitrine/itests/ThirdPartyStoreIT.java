package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A store that knows spi and domain alone comes into the running server, is used, and leaves again. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ThirdPartyStoreIT extends AbstractContainerIT {
    private static final long PATIENCE_SECONDS = 20;
    private static final int LENGTH = 3_000_001;

    @Inject
    private ConfigurationAdmin configurations;

    @Test
    public void comesIsUsedAndLeaves() throws Exception {
        ImageClient client = client();
        Path directory = Files.createTempDirectory("vitrine-gzip");
        Bundle bundle = bundles.installBundle("file:" + System.getProperty("vitrine.third.party.store"));
        bundle.start();
        Configuration store = configurations.getFactoryConfiguration("org.example.store.gzip", "cold", "?");
        store.update(dictionary(Map.of("vitrine.store.id", "cold", "directory", directory.toString())));
        Configuration stores = configurations.getConfiguration("org.vitrine.core.stores", "?");
        stores.update(dictionary(Map.of("enabled.backends", "file,cold", "default.backend", "file")));
        await(
                "clients see the store",
                PATIENCE_SECONDS,
                () -> storesInfo(client).contains("\"cold\""));

        String id = client.create("third party");
        client.expect(
                204,
                client.uploading(id, BodyPublishers.ofInputStream(() -> Data.stream(7, LENGTH)))
                        .header("X-Image-Meta-Store", "cold"));
        assertTrue(client.get("/v2/images/" + id).contains("\"stores\":\"cold\""));
        assertEquals(Data.sha512(Data.stream(7, LENGTH)), Data.sha512(client.download(id)));
        assertEquals(1, files(directory));
        client.delete(id);
        assertEquals(0, files(directory));

        stores.update(dictionary(Map.of("default.backend", "file")));
        store.delete();
        bundle.uninstall();
        await(
                "clients see one store again",
                PATIENCE_SECONDS,
                () -> !storesInfo(client).contains("\"cold\""));
        String later = client.create("after it left");
        client.upload(later, BodyPublishers.ofByteArray(new byte[100]));
        assertFalse(client.get("/v2/images/" + later).contains("stores"));
        client.delete(later);
    }

    private static String storesInfo(ImageClient client) {
        try {
            return client.send(client.request("/v2/info/stores")).body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Dictionary<String, Object> dictionary(Map<String, String> values) {
        return new Hashtable<>(values);
    }

    private static long files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
