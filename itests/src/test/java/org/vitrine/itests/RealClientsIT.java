package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The {@code openstack} and {@code glance} commands of Debian's packages keep real disk images on the distribution. */
public class RealClientsIT {
    /** A bootable image that Debian's package grub-rescue-pc ships. */
    private static final Path ISO = Path.of("/usr/lib/grub-rescue/grub-rescue-cdrom.iso");

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Distribution server;

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        server = Distribution.start(FOLDER.getRoot().toPath().resolve("data"));
    }

    @AfterClass
    public static void stop() throws InterruptedException {
        if (server != null) {
            assertEquals(0, server.stop());
            server.close();
        }
    }

    @Test
    public void openstackKeepsABootableIso() throws Exception {
        Path file = require(ISO, "grub-rescue-pc");
        String id = openstack(
                        "image",
                        "create",
                        "--file",
                        file.toString(),
                        "--disk-format",
                        "iso",
                        "-c",
                        "id",
                        "-f",
                        "value",
                        "rescue")
                .strip();
        assertTrue(openstack("image", "list", "-f", "value").contains(id));

        openstack("image", "set", "--property", "os_distro=debian", "--tag", "bootable", id);
        String shown = openstack("image", "show", "-f", "json", id);
        assertTrue(shown, shown.contains("\"status\": \"active\""));
        assertTrue(shown, shown.contains("\"os_distro\": \"debian\""));
        assertTrue(shown, shown.contains("\"bootable\""));
        assertTrue(shown, shown.contains(Data.sha512(Files.newInputStream(file))));

        Path saved = FOLDER.getRoot().toPath().resolve("saved.iso");
        openstack("image", "save", "--file", saved.toString(), id);
        assertEquals(-1, Files.mismatch(file, saved));

        openstack("image", "delete", id);
        assertNotEquals(0, outcome("openstack", "image", "show", id).status());
        assertFalse(openstack("image", "list", "-f", "value").contains(id));
    }

    @Test
    public void glanceKeepsAQcow2() throws Exception {
        Path file = FOLDER.getRoot().toPath().resolve("disk.qcow2");
        Command.run(
                FOLDER.getRoot().toPath(), List.of("qemu-img", "create", "-q", "-f", "qcow2", file.toString(), "64M"));
        String created = glance(
                "image-create",
                "--name",
                "disk",
                "--disk-format",
                "qcow2",
                "--container-format",
                "bare",
                "--file",
                file.toString());
        String id = created.replaceAll("(?s).*\\| id +\\| ([0-9a-f-]+) .*", "$1");
        assertTrue(created, created.contains("active"));
        assertTrue(created, created.contains(Long.toString(64L << 20)));

        glance("image-update", "--name", "renamed", "--property", "a=b", id);
        glance("image-tag-update", id, "one");
        assertTrue(glance("image-list", "--tag", "one").contains("renamed"));
        Path saved = FOLDER.getRoot().toPath().resolve("saved.qcow2");
        glance("image-download", "--file", saved.toString(), id);
        assertEquals(-1, Files.mismatch(file, saved));
        glance("image-deactivate", id);
        glance("image-reactivate", id);
        glance("image-delete", id);
        assertNotEquals(0, outcome("glance", "image-show", id).status());
    }

    private static Path require(Path file, String debianPackage) {
        if (!Files.exists(file)) {
            throw new AssertionError(file + " is missing: install the Debian package " + debianPackage);
        }
        return file;
    }

    private static String openstack(String... arguments) throws IOException, InterruptedException {
        return successful("openstack", arguments);
    }

    private static String glance(String... arguments) throws IOException, InterruptedException {
        return successful("glance", arguments);
    }

    private static String successful(String program, String... arguments) throws IOException, InterruptedException {
        Command.Outcome outcome = outcome(program, arguments);
        assertEquals(outcome.output(), 0, outcome.status());
        return outcome.output();
    }

    private static Command.Outcome outcome(String program, String... arguments)
            throws IOException, InterruptedException {
        require(
                Path.of("/usr/bin", program),
                "openstack".equals(program) ? "python3-openstackclient" : "python3-glanceclient");
        String url = server.uri().toString();
        List<String> command = new ArrayList<>(List.of("/usr/bin/" + program));
        command.addAll(
                "openstack".equals(program)
                        ? List.of("--os-auth-type", "none", "--os-endpoint", url)
                        // Nobody asks the auth URL, but without one the client reads back its own copy of the schema
                        // of images and stumbles over it, whatever server it came from.
                        : List.of("--os-auth-token", "none", "--os-image-url", url, "--os-auth-url", url));
        command.addAll(List.of(arguments));
        return Command.outcome(FOLDER.getRoot().toPath(), command);
    }
}
