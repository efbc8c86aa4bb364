package org.vitrine.itests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vitrine.spi.testkit.server.GlanceServer;

/** Another region of a {@link Cloud}, with an Image service of its own behind a {@link Relay}. */
final class Region implements AutoCloseable {
    /** Where the service keeps the data of an image. */
    private interface Store {
        Path file(String image) throws IOException;
    }

    private final String name;
    private final Relay relay;
    private final URI uri;
    private final AutoCloseable server;
    private final Store store;

    private Region(Cloud cloud, String name, URI uri, AutoCloseable server, Store store)
            throws IOException, InterruptedException {
        this.name = name;
        this.uri = uri;
        this.server = server;
        this.store = store;
        relay = new Relay(uri.getPort());
        KeystoneAdmin admin = cloud.admin();
        admin.administer("POST", "/regions", "{\"region\": {\"id\": \"" + name + "\"}}");
        admin.administer(
                "POST",
                "/endpoints",
                "{\"endpoint\": {\"service_id\": \"" + admin.find("service", "glance")
                        + "\", \"interface\": \"public\"," + " \"region_id\": \"" + name
                        + "\", \"url\": \"http://127.0.0.1:" + relay.port() + "\"}}");
    }

    /** One that a second Vitrine serves. */
    static Region ofVitrine(Cloud cloud, String name, Path folder) throws IOException, InterruptedException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("org.vitrine.core.identity.cfg"), "driver.target = (vitrine.driver=keystone)\n");
        Files.writeString(config.resolve("org.vitrine.identity.keystone.cfg"), Cloud.identity(cloud.keystone()));
        Distribution server = Distribution.start(folder.resolve("data"), "--config", config.toString());
        return new Region(
                cloud,
                name,
                server.uri(),
                server,
                image -> server.data().resolve("images").resolve(image));
    }

    /** One that the real Glance serves. */
    static Region ofGlance(Cloud cloud, String name) throws IOException, InterruptedException {
        GlanceServer server = GlanceServer.start(cloud.keystone());
        return new Region(cloud, name, server.uri(), server, server::data);
    }

    String name() {
        return name;
    }

    Relay relay() {
        return relay;
    }

    /** A new image without data. */
    String create(String token, String properties) throws IOException, InterruptedException {
        return client(token)
                .createOf("\"name\": \"there\", \"disk_format\": \"raw\", \"container_format\": \"bare\"" + properties);
    }

    /** A new image with that data. */
    String create(String token, String properties, long seed, long length) throws IOException, InterruptedException {
        String id = create(token, properties);
        client(token).upload(id, BodyPublishers.ofInputStream(() -> Data.stream(seed, length)));
        return id;
    }

    private ImageClient client(String token) {
        return new ImageClient(uri, "X-Auth-Token", token);
    }

    /** Changes a byte of an image's data behind the back of the service. */
    void spoil(String image) throws IOException {
        Path file = store.file(image);
        byte[] data = Files.readAllBytes(file);
        data[data.length / 2] ^= 1;
        Files.write(file, data);
    }

    @Override
    public void close() throws Exception {
        relay.close();
        server.close();
    }
}
