package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.server.KeystoneServer;

/**
 * The {@code glance} command as people use it: who they are from the variables of their shell, their tokens and the server
 * from a real Keystone, and properties that an operator protects.
 */
public class GlanceClientIT {
    /** The client's own words for a 403. */
    private static final String NO_DELETION = "You are not permitted to delete the image";

    private static final String RULES = """
            [^billing$]
            create = admin
            read = admin
            update = admin
            delete = admin

            [^support_]
            create = admin
            read = admin,member,reader
            update = admin
            delete = admin

            [^x_]
            create = admin,member
            read = @
            update = admin,member
            delete = admin,member
            """;
    private static final Map<String, String> FILES = Map.of(
            "org.vitrine.core.property.cfg", "enabled = true\n",
            "org.vitrine.property.rules.cfg",
                    "config.dirs = ${karaf.etc}\nproperty.protection.file = protection.conf\n",
            "protection.conf", RULES);

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Cloud cloud;
    private static Person owner;
    private static Person other;
    private static Person reader;
    private static Person admin;
    private static Path disk;
    private static String image;

    @BeforeClass
    public static void start() throws Exception {
        cloud = Cloud.start(FOLDER.getRoot().toPath(), KeystoneServer.start(), FILES);
        KeystoneAdmin keystone = cloud.admin();
        keystone.moveImageService(cloud.server().uri());
        String guest = keystone.make(
                "/users",
                "{\"user\": {\"name\": \"guest\", \"domain_id\": \"default\", \"password\": \""
                        + KeystoneServer.PASSWORD + "\"}}");
        keystone.grant(keystone.find("project", "demo"), guest, keystone.find("role", "reader"));
        owner = new Person("demo", "demo");
        other = new Person("alt_demo", "alt_demo");
        reader = new Person("guest", "demo");
        admin = new Person("admin", "admin");
        disk = FOLDER.getRoot().toPath().resolve("disk.img");
        try (var data = Data.stream(1, 3_000_001)) {
            Files.copy(data, disk);
        }
        image = owner.create("--name", "disk", "--property", "x_free=yes", "--file", disk.toString());
    }

    @AfterClass
    public static void stop() throws Exception {
        if (cloud != null) {
            cloud.close();
        }
    }

    /** Somebody at a shell. */
    private record Person(String user, String project) {
        Command.Outcome glance(String... arguments) throws IOException, InterruptedException {
            return run(
                    Map.of(
                            "OS_AUTH_URL",
                            cloud.keystone().uri().toString(),
                            "OS_IDENTITY_API_VERSION",
                            "3",
                            "OS_USERNAME",
                            user,
                            "OS_PASSWORD",
                            KeystoneServer.PASSWORD,
                            "OS_USER_DOMAIN_ID",
                            "default",
                            "OS_PROJECT_NAME",
                            project,
                            "OS_PROJECT_DOMAIN_ID",
                            "default"),
                    arguments);
        }

        /** With a token that was got before, as scripts do. */
        Command.Outcome glanceByToken(String... arguments) throws IOException, InterruptedException {
            return run(
                    Map.of(
                            "OS_AUTH_URL", cloud.keystone().uri().toString(),
                            "OS_AUTH_TOKEN", cloud.keystone().token(user),
                            "OS_IMAGE_URL", cloud.server().uri().toString()),
                    arguments);
        }

        private static Command.Outcome run(Map<String, String> variables, String... arguments)
                throws IOException, InterruptedException {
            Map<String, String> environment = new HashMap<>(variables);
            environment.put("HOME", FOLDER.getRoot().toString());
            environment.put("COLUMNS", "200");
            List<String> command = new ArrayList<>(List.of("/usr/bin/glance"));
            command.addAll(List.of(arguments));
            return Command.outcome(environment, FOLDER.getRoot().toPath(), command);
        }

        String does(String... arguments) throws IOException, InterruptedException {
            Command.Outcome outcome = glance(arguments);
            assertEquals(outcome.output(), 0, outcome.status());
            return outcome.output();
        }

        /** May not; what the person is told must say so. */
        void mayNot(String told, String... arguments) throws IOException, InterruptedException {
            Command.Outcome outcome = glance(arguments);
            assertNotEquals(outcome.output(), 0, outcome.status());
            // What the server says comes to the client as HTML, of which it strips the tags alone.
            String said = outcome.output().replace("&#x27;", "'");
            assertTrue(said, said.contains(told));
        }

        String create(String... arguments) throws IOException, InterruptedException {
            return field("id", does(creating(arguments)));
        }

        void mayNotCreate(String told, String... arguments) throws IOException, InterruptedException {
            mayNot(told, creating(arguments));
        }

        private static String[] creating(String... arguments) {
            List<String> all =
                    new ArrayList<>(List.of("image-create", "--disk-format", "raw", "--container-format", "bare"));
            all.addAll(List.of(arguments));
            return all.toArray(String[]::new);
        }

        boolean lists(String... arguments) throws IOException, InterruptedException {
            List<String> all = new ArrayList<>(List.of("image-list"));
            all.addAll(List.of(arguments));
            return does(all.toArray(String[]::new)).contains(image);
        }

        void downloads() throws IOException, InterruptedException {
            Path saved = Files.createTempFile(FOLDER.getRoot().toPath(), "saved", ".img");
            does("image-download", "--file", saved.toString(), image);
            assertEquals(-1, Files.mismatch(disk, saved));
        }
    }

    /** The value in the row of that name in a table that the command prints; empty when there is no such row. */
    private static String field(String name, String table) {
        return table.lines()
                .map(line -> line.split("\\|"))
                .filter(cells -> cells.length > 2 && cells[1].strip().equals(name))
                .map(cells -> cells[2].strip())
                .findFirst()
                .orElse("");
    }

    private static String shown(Person person, String field) throws IOException, InterruptedException {
        return field(field, person.does("image-show", image));
    }

    @Test
    @Covers({"PP-3", "PP-4", "op:PROP-3", "op:PROP-5", "op:PROP-11", "op:PROP-12", "op:PROP-15", "op:PROP-16"})
    public void protectedPropertiesAreTheOperatorsAndFreeOnesEverybodys() throws Exception {
        String support = "HTTP 403 Forbidden: Attribute 'support_level' is reserved.";
        owner.mayNotCreate(support, "--property", "support_level=gold");
        owner.mayNot(support, "image-update", "--property", "support_level=gold", image);
        owner.mayNot("Attribute 'anything' is reserved.", "image-update", "--property", "anything=else", image);
        admin.does("image-update", "--property", "support_level=gold", "--property", "billing=42", image);

        assertEquals("gold", shown(owner, "support_level"));
        assertEquals("gold", shown(reader, "support_level"));
        assertEquals("", shown(owner, "billing"));
        owner.mayNot(support, "image-update", "--property", "support_level=none", image);
        owner.mayNot(support, "image-update", "--remove-property", "support_level", image);
        owner.does("image-update", "--property", "x_free=no", "--property", "x_more=1", image);
        owner.does("image-update", "--remove-property", "x_more", image);
        assertEquals("no", shown(owner, "x_free"));
        assertEquals("", shown(owner, "x_more"));
        assertEquals("what the owner cannot see stays", "42", shown(admin, "billing"));
    }

    @Test
    @Covers({"MEM-3", "MEM-7", "MEM-9", "MEM-11", "MEM-13", "MEM-14", "VIS-2", "DEL-2"})
    public void othersSeeAnImageWhenItIsSharedAndListItOnceTheyAccept() throws Exception {
        String project = cloud.admin().find("project", "alt_demo");
        String missing = "HTTP 404 Not Found: ";
        other.mayNot(missing, "image-show", image);
        other.mayNot(missing, "image-update", "--name", "taken", image);
        other.mayNot("No image with an ID of", "image-delete", image);
        assertFalse(other.lists());

        owner.does("member-create", image, project);
        assertEquals("disk", shown(other, "name"));
        assertFalse(other.lists());
        other.does("member-update", image, project, "accepted");
        assertTrue(other.lists());
        assertTrue(owner.does("member-list", "--image-id", image).contains("accepted"));
        other.downloads();
        other.mayNot("HTTP 403 Forbidden: ", "image-update", "--name", "taken", image);
        other.mayNot(NO_DELETION, "image-delete", image);

        owner.does("member-delete", image, project);
        other.mayNot(missing, "image-show", image);
    }

    @Test
    @Covers({"AUTH-11"})
    public void readersLookAndTouchNothing() throws Exception {
        assertTrue(reader.lists());
        assertEquals("active", shown(reader, "status"));
        String refused = "HTTP 403 Forbidden: ";
        reader.mayNotCreate(refused);
        reader.mayNot(refused, "image-update", "--name", "forged", image);
        reader.mayNot(refused, "image-update", "--property", "x_free=forged", image);
        reader.mayNot(refused, "member-create", image, cloud.admin().find("project", "alt_demo"));
        reader.mayNot(NO_DELETION, "image-delete", image);
        reader.mayNot("403", "image-download", "--file", FOLDER.getRoot() + "/not.img", image);
    }

    @Test
    @Covers({"IMG-SHOW-5", "IMG-FLT-12"})
    public void hiddenImagesAreListedWhenTheyAreAskedFor() throws Exception {
        owner.does("image-update", "--hidden", "true", image);
        try {
            assertFalse(owner.lists());
            assertTrue(owner.lists("--hidden", "true"));
            assertEquals("disk", shown(owner, "name"));
            assertEquals("True", shown(owner, "os_hidden"));
        } finally {
            owner.does("image-update", "--hidden", "false", image);
        }
        assertTrue(owner.lists());
    }

    @Test
    @Covers({"VIS-3", "DEL-1", "DEL-3"})
    public void anAdministratorPublishesAndAnOwnerDeletes() throws Exception {
        Command.Outcome listed = owner.glanceByToken("image-list");
        assertEquals(listed.output(), 0, listed.status());
        assertTrue(listed.output(), listed.output().contains(image));
        owner.mayNot("HTTP 403 Forbidden: ", "image-update", "--visibility", "public", image);
        admin.does("image-update", "--visibility", "public", image);
        assertTrue(other.lists());
        other.downloads();
        admin.does("image-update", "--visibility", "shared", image);
        assertFalse(other.lists());

        String kept = owner.create("--name", "kept", "--protected", "True");
        owner.mayNot(NO_DELETION, "image-delete", kept);
        owner.does("image-update", "--protected", "False", kept);
        owner.does("image-delete", kept);
        owner.mayNot("HTTP 404 Not Found: ", "image-show", kept);
    }
}
