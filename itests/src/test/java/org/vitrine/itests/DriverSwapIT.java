package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.vitrine.spi.testkit.server.BarbicanKeys;
import org.vitrine.spi.testkit.server.BarbicanServer;
import org.vitrine.spi.testkit.server.FreePorts;
import org.vitrine.spi.testkit.server.KeystoneServer;
import org.vitrine.spi.testkit.server.RadosGateway;
import org.vitrine.spi.testkit.server.SwiftServer;

/**
 * The drivers with a real server behind them, and those of imports, are replaced while clients use them: no request and no
 * import fails, no byte is lost, no key is left.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DriverSwapIT extends AbstractContainerIT {
    private static final String TOKEN = "vitrine.itest.token";
    private static final String BARBICAN = "vitrine.itest.barbican";
    private static final String ARCHIVE = "vitrine.itest.archive";
    private static final int DISK_BYTES = 3 << 20;
    private static final long SEED = 11;

    /** Runs in the JVM that starts the container, where the scripts of the servers are. */
    @Configuration
    @Override
    public Option[] container() throws IOException, InterruptedException {
        int port = FreePorts.take();
        KeystoneServer keystone = KeystoneServer.start();
        new KeystoneAdmin(keystone).moveImageService(URI.create("http://127.0.0.1:" + port));
        SwiftServer swift = SwiftServer.start(keystone);
        keystone.registerService("object-store", "swift", URI.create(swift.uri() + "/v1/AUTH_$(project_id)s"));
        BarbicanServer barbican = BarbicanServer.start(keystone);
        keystone.registerService("key-manager", "barbican", barbican.uri());
        List<Option> options = new ArrayList<>(Arrays.asList(container(port)));
        options.add(systemProperty(TOKEN).value(keystone.token("demo")));
        options.add(systemProperty(BARBICAN).value(barbican.uri().toString()));
        options.add(systemProperty(ARCHIVE).value(publish(keystone, swift).toString()));
        options.addAll(configurationFiles(files(keystone, RadosGateway.start())));
        return options.toArray(Option[]::new);
    }

    private static Map<String, String> files(KeystoneServer keystone, RadosGateway ceph) {
        return Map.ofEntries(
                Map.entry("org.vitrine.core.identity.cfg", "driver.target = (vitrine.driver=keystone)\n"),
                Map.entry("org.vitrine.identity.keystone.cfg", Cloud.identity(keystone)),
                Map.entry("org.vitrine.keymanager.barbican.cfg", "timeout = 20\n"),
                Map.entry(
                        "org.vitrine.core.stores.cfg",
                        "enabled.backends = file,ceph,swift,web\ndefault.backend = file\n"),
                Map.entry("org.vitrine.store.s3-ceph.cfg", ObjectStoresIT.configuration(ceph)),
                Map.entry("org.vitrine.store.swift-swift.cfg", """
                        vitrine.store.id = swift
                        swift.store.auth.version = 3
                        swift.store.auth.address = %s
                        swift.store.user = service:glance
                        swift.store.key = %s
                        swift.store.container = images
                        swift.store.create.container.on.put = true
                        swift.store.large.object.size = 5
                        swift.store.large.object.chunk.size = 5
                        """.formatted(keystone.uri(), KeystoneServer.PASSWORD)),
                Map.entry("org.vitrine.store.http-web.cfg", "vitrine.store.id = web\n"),
                Map.entry(
                        "org.vitrine.core.images.cfg",
                        "enabled.import.methods = glance-direct,web-download,glance-download\n"
                                + "show.multiple.locations = true\n"),
                Map.entry("org.vitrine.importing.download.cfg", "allowed.hosts = 127.0.0.1\nallowed.ports =\n"),
                Map.entry(
                        "org.vitrine.core.importing.cfg",
                        "image.import.plugins = image_decompression,image_conversion,inject_image_metadata,no_op\n"),
                Map.entry("org.vitrine.importing.inject.cfg", "inject = injected:\"yes, here\"\n"));
    }

    /** A qcow2 in a gzip archive, where everybody may read it. */
    private static URI publish(KeystoneServer keystone, SwiftServer swift) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("vitrine-disk");
        Path raw = directory.resolve("disk.raw");
        try (var disk = Data.stream(SEED, DISK_BYTES)) {
            Files.copy(disk, raw);
        }
        Path qcow2 = directory.resolve("disk.qcow2");
        Command.run(
                directory,
                List.of("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.toString(), qcow2.toString()));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(archive)) {
            Files.copy(qcow2, gzip);
        }
        Files.delete(qcow2);
        Files.delete(raw);
        Files.delete(directory);
        String token = keystone.token("glance");
        String container = "/v1/AUTH_" + new KeystoneAdmin(keystone).find("project", "service") + "/public";
        assertEquals(
                201,
                swift.call("PUT", container, token, new byte[0], "X-Container-Read", ".r:*")
                        .statusCode());
        assertEquals(
                201,
                swift.call("PUT", container + "/disk.gz", token, archive.toByteArray())
                        .statusCode());
        return swift.uri().resolve(container + "/disk.gz");
    }

    private ImageClient member(String... headers) {
        List<String> all = new ArrayList<>(List.of("X-Auth-Token", System.getProperty(TOKEN)));
        all.addAll(List.of(headers));
        return client(all.toArray(String[]::new));
    }

    @Test
    public void theStoreOnCeph() throws Exception {
        new HotSwap(installed("org.vitrine.store.s3")).under(ImageTraffic.start(member("X-Image-Meta-Store", "ceph")));
    }

    @Test
    public void theStoreOnSwift() throws Exception {
        new HotSwap(installed("org.vitrine.store.swift"))
                .under(ImageTraffic.start(member("X-Image-Meta-Store", "swift")));
    }

    @Test
    public void theStoreOfWebServers() throws Exception {
        ImageClient client = member();
        String archive = System.getProperty(ARCHIVE);
        String hash = Data.sha512(URI.create(archive).toURL().openStream());
        Clients clients = new Clients().startTwo(round -> {
            String id = client.create("elsewhere");
            client.patch(
                    id,
                    "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"" + archive
                            + "\", \"metadata\": {}}}]");
            assertEquals(hash, Data.sha512(client.download(id)));
            client.delete(id);
        });
        new HotSwap(installed("org.vitrine.store.http")).under(clients);
    }

    /** An image with a key of its own takes it along, at every moment. */
    @Test
    public void theKeyManager() throws Exception {
        String token = System.getProperty(TOKEN);
        ImageClient client = member();
        BarbicanKeys keys = new BarbicanKeys(URI.create(System.getProperty(BARBICAN)));
        Clients clients = new Clients().startTwo(round -> {
            UUID key = keys.create(token);
            String id = client.createOf("\"cinder_encryption_key_id\": \"" + key
                    + "\", \"cinder_encryption_key_deletion_policy\": \"on_image_deletion\"");
            assertTrue(keys.holds(token, key));
            client.delete(id);
            assertFalse("key " + key + " is left", keys.holds(token, key));
        });
        new HotSwap(installed("org.vitrine.keymanager.barbican")).under(clients);
    }

    /** Whatever an import is doing when its method or a plugin of it goes. */
    @Test
    public void theMethodsAndPluginsOfImports() throws Exception {
        new HotSwap(
                        installed("org.vitrine.importing.webdownload"),
                        installed("org.vitrine.importing.glancedownload"),
                        installed("org.vitrine.importing.decompression"),
                        installed("org.vitrine.importing.conversion"),
                        installed("org.vitrine.importing.inject"),
                        installed("org.vitrine.importing.noop"))
                .under(ImportTraffic.start(member(), System.getProperty(ARCHIVE), diskHash()));
    }

    /** Its tasks are stopped when it goes, and begun again by its successor. */
    @Test
    public void theExecutorOfTasks() throws Exception {
        new HotSwap(installed("org.vitrine.task.local"))
                .under(ImportTraffic.start(member(), System.getProperty(ARCHIVE), diskHash()));
    }

    private static String diskHash() throws IOException {
        return Data.sha512(Data.stream(SEED, DISK_BYTES));
    }
}
