package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.server.FreePorts;

/** The openstacksdk of Debian's package does on the distribution, with two stores, all that it can do with images. */
public class OpenStackSdkIT {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SDK = Path.of("/usr/lib/python3/dist-packages/openstack");
    private static final Path SCRIPT =
            Path.of("src/test/resources/clients/openstacksdk_walk.py").toAbsolutePath();

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    @Test
    public void everyStepOfTheImageProxyWorks() throws Exception {
        assertTrue("install the Debian package python3-openstackclient", Files.isDirectory(SDK));
        Path root = FOLDER.getRoot().toPath();
        int source = FreePorts.take();
        Path config = Files.createDirectory(root.resolve("config"));
        Files.writeString(
                config.resolve("org.vitrine.core.stores.cfg"),
                "enabled.backends = fast,slow\ndefault.backend = fast\n");
        Files.writeString(
                config.resolve("org.vitrine.importing.download.cfg"),
                "allowed.hosts = 127.0.0.1\nallowed.ports = " + source + "\n");
        for (String store : List.of("fast", "slow")) {
            Files.writeString(
                    config.resolve("org.vitrine.store.filesystem-" + store + ".cfg"),
                    "vitrine.store.id = " + store + "\nfilesystem.store.datadir = ${karaf.data}/images/" + store
                            + "\n");
        }
        try (Distribution server = Distribution.start(root.resolve("data"), "--config", config.toString())) {
            Command.Outcome walk = Command.outcome(
                    root, List.of(PYTHON, SCRIPT.toString(), server.uri().toString(), Integer.toString(source)));
            assertEquals(walk.output(), 0, walk.status());
            assertTrue(walk.output(), walk.output().endsWith("walked\n"));
            assertTrue(
                    "nothing is left",
                    Footprint.files(server.data().resolve("images")).isEmpty());
        }
    }
}
