package org.vitrine.itests;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.vitrine.spi.testkit.server.KeystoneServer;

/** A real Keystone, and a server that asks it who is calling. */
final class Cloud implements AutoCloseable {
    private static final String IDENTITY = "org.vitrine.identity.keystone.cfg";
    private static final String LOGIN =
            "username = glance\npassword = " + KeystoneServer.PASSWORD + "\nuser.domain.name = Default\nauth.url = ";
    private static final long PATIENCE_SECONDS = 60;
    /** Short, since some tests let Keystone be silent and wait for what the server makes of that. */
    private static final int VALIDATION_SECONDS = 5;

    private final KeystoneServer keystone;
    private final Distribution server;
    private final ImageClient client;

    private Cloud(KeystoneServer keystone, Distribution server) {
        this.keystone = keystone;
        this.server = server;
        client = server.client();
    }

    /** Starts both, with these configuration files besides. */
    static Cloud start(Path folder, KeystoneServer keystone, Map<String, String> files)
            throws IOException, InterruptedException {
        Path config = Files.createDirectory(folder.resolve("config"));
        Files.writeString(
                config.resolve("org.vitrine.core.identity.cfg"), "driver.target = (vitrine.driver=keystone)\n");
        Files.writeString(config.resolve(IDENTITY), identity(keystone, 300, VALIDATION_SECONDS));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(config.resolve(file.getKey()), file.getValue());
        }
        return new Cloud(keystone, Distribution.start(folder.resolve("data"), "--config", config.toString()));
    }

    /** What the identity driver needs to ask a Keystone that is always there, however busy the machine is. */
    static String identity(KeystoneServer keystone) {
        return identity(keystone, 300, 30);
    }

    private static String identity(KeystoneServer keystone, int cacheSeconds, int validationSeconds) {
        return LOGIN + keystone.uri() + "\nproject.name = service\nproject.domain.name = Default\n"
                + "www.authenticate.uri = http://keystone.example.org:5000\nvalidation.timeout = "
                + validationSeconds + "\ntoken.cache.time = " + cacheSeconds + "\n";
    }

    /** What the quota driver needs to ask this Keystone. */
    static String limits(KeystoneServer keystone) {
        return LOGIN + keystone.uri() + "\nsystem.scope = all\nendpoint.service.type = image\n"
                + "endpoint.region.name = RegionOne\n";
    }

    KeystoneServer keystone() {
        return keystone;
    }

    KeystoneAdmin admin() {
        return new KeystoneAdmin(keystone);
    }

    Distribution server() {
        return server;
    }

    ImageClient client() {
        return client;
    }

    /** From now on tokens are remembered so long; those that are remembered already are forgotten. */
    void rememberTokens(int seconds) throws IOException {
        long before = drivers();
        put(IDENTITY, identity(keystone, seconds, VALIDATION_SECONDS));
        AbstractContainerIT.await("the identity driver is configured anew", PATIENCE_SECONDS, () -> drivers() > before);
    }

    private long drivers() {
        try {
            return server.log()
                    .lines()
                    .filter(line -> line.contains("Identity driver keystone asks"))
                    .count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Replaces a configuration file of the running server. */
    void put(String name, String text) throws IOException {
        new Etc(server.data().resolve("etc")).put(name, text);
    }

    /** A request of the Image API with a token; null for none. */
    HttpRequest.Builder request(String token, String path) {
        HttpRequest.Builder request = client.request(path);
        return token == null ? request : request.header("X-Auth-Token", token);
    }

    @Override
    public void close() throws IOException {
        server.close();
        keystone.close();
    }
}
