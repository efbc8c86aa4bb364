package org.vitrine.itests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

/** A store and an import plugin that know spi and domain alone come into the running server, are used, and leave again. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ThirdPartyIT extends AbstractContainerIT {
    private static final long PATIENCE_SECONDS = 120;
    private static final int LENGTH = 3_000_001;
    private static final int UPDATES = 3;
    private static final byte[] DISK = "some bytes of a disk".repeat(5000).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TEXT = Base64.getMimeEncoder().encode(DISK);

    @Inject
    private ConfigurationAdmin configurations;

    @Test
    public void aStoreComesIsUsedAndLeaves() throws Exception {
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

    @Test
    public void anImportPluginComesIsUsedAndLeavesWhileImportsRun() throws Exception {
        ImageClient client = client();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> imports = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (!over.get()) {
                assertArrayEquals("others are left alone", TEXT, imported(client, ""));
                byte[] stored = imported(client, "base64");
                assertTrue("whole, or untouched", Arrays.equals(TEXT, stored) || Arrays.equals(DISK, stored));
                count++;
            }
            return count;
        });
        assertArrayEquals(TEXT, imported(client, "base64"));

        Bundle bundle = bundles.installBundle("file:" + System.getProperty("vitrine.third.party.plugin"));
        bundle.start();
        Configuration plugin = configurations.getConfiguration("org.example.importing.base64", "?");
        plugin.update(new Hashtable<>());
        Configuration importing = configurations.getConfiguration("org.vitrine.core.importing", "?");
        importing.update(dictionary(Map.of("image.import.plugins", "base64_decoding")));
        awaitImported(client, DISK);
        for (int i = 0; i < UPDATES; i++) {
            bundle.update();
            assertArrayEquals(DISK, imported(client, "base64"));
        }

        importing.update(new Hashtable<>());
        awaitImported(client, TEXT);
        plugin.delete();
        bundle.uninstall();
        assertArrayEquals(TEXT, imported(client, "base64"));
        over.set(true);
        assertTrue(imports.get(PATIENCE_SECONDS, TimeUnit.SECONDS) > 0);
    }

    private static void awaitImported(ImageClient client, byte[] wanted) {
        await("imports do so", PATIENCE_SECONDS, () -> Arrays.equals(wanted, imported(client, "base64")));
    }

    /** What is stored of the text when an image is imported that says that it comes encoded so. */
    private static byte[] imported(ImageClient client, String encoding) {
        try {
            String id = client.createOf("\"disk_format\": \"raw\", \"container_format\": \"bare\","
                    + " \"transfer_encoding\": \"" + encoding + "\"");
            client.stage(id, BodyPublishers.ofByteArray(TEXT));
            client.expect(
                    202, client.posting("/v2/images/" + id + "/import", "{\"method\": {\"name\": \"glance-direct\"}}"));
            return stored(client, id);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] stored(ImageClient client, String id) throws IOException, InterruptedException {
        await("the import ends", PATIENCE_SECONDS, () -> {
            String now = client.get("/v2/images/" + id);
            assertFalse(now, now.contains("\"queued\""));
            return now.contains("\"active\"");
        });
        String image = client.get("/v2/images/" + id);
        byte[] bytes;
        try (InputStream data = client.download(id)) {
            bytes = data.readAllBytes();
        }
        assertEquals(image, Arrays.equals(DISK, bytes), image.contains("\"binary\""));
        client.delete(id);
        return bytes;
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
