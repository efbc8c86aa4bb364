package org.vitrine.itests;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Assume;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.server.FreePorts;

/** The distribution on a Java that has no security manager any more (docs/adr/0001), where this machine has one. */
public class NewestJavaIT {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final Path PLACE = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");
    private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;

    private static Optional<Path> newJava() throws IOException {
        try (Stream<Path> homes = Files.isDirectory(PLACE) ? Files.list(PLACE) : Stream.empty()) {
            return homes.filter(home -> version(home) >= FIRST_WITHOUT_SECURITY_MANAGER)
                    .findFirst();
        }
    }

    private static int version(Path home) {
        try {
            Path release = home.resolve("release");
            Matcher version = VERSION.matcher(Files.isReadable(release) ? Files.readString(release) : "");
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void servesAndTakesCommands() throws Exception {
        Optional<Path> java = newJava();
        Assume.assumeTrue("no Java 24 or later in " + PLACE, java.isPresent());
        Path data = FOLDER.newFolder("data").toPath();
        Path config = FOLDER.newFolder("config").toPath();
        Files.writeString(
                config.resolve("users.properties"),
                "karaf = karaf,_g_:admingroup\n_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh\n");
        String shell = Integer.toString(FreePorts.take());
        Map<String, String> environment = Map.of("JAVA_HOME", java.get().toString());
        try (Distribution server =
                Distribution.start(environment, data, "--config", config.toString(), "--ssh-port", shell)) {
            ImageClient client = server.client();
            String id = client.create("new");
            client.upload(id, HttpRequest.BodyPublishers.ofString("data"));
            assertTrue(client.get("/v2/images/" + id).contains("\"active\""));
            Path program =
                    Path.of(System.getProperty("vitrine.root", ".."), "karaf-assembly/target/assembly/bin/vitrine");
            String loaded = Command.run(
                    FOLDER.getRoot().toPath(),
                    List.of(
                            "env",
                            "JAVA_HOME=" + java.get(),
                            "VITRINE_DATA=" + data,
                            program.toRealPath().toString(),
                            "metadefs-load"));
            assertTrue(loaded, loaded.contains("33 files: 33 created"));
            assertFalse(server.log(), server.log().contains(" ERROR "));
        }
    }
}
