package org.vitrine.config.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.config.oslo.report.Finding.Kind;
import org.vitrine.spi.testkit.Covers;

public class OsloConfigurationTest {
    private static final String IDENTITY = "org.vitrine.core.identity";
    private static final String IMAGES = "org.vitrine.core.images";
    private static final String NONE = "org.vitrine.identity.none";
    private static final String KEYSTONE = "org.vitrine.identity.keystone";
    private static final String MAIN_STORE = "org.vitrine.store.filesystem~main";
    private static final String HTTP = "org.apache.felix.http";
    private static final String DATABASE = "org.ops4j.datasource~vitrine";
    private static final String FILE_NAME = "log4j2.appender.rolling.fileName";
    private static final List<String> SHIPPED = List.of(
            "org.vitrine.core.identity.cfg",
            "org.vitrine.core.images.cfg",
            "org.vitrine.identity.none.cfg",
            "org.vitrine.store.filesystem-main.cfg",
            "org.apache.felix.http.cfg",
            "org.ops4j.datasource-vitrine.cfg");
    private static final String SECURE = """
            [paste_deploy]
            flavor = keystone
            [keystone_authtoken]
            auth_url = http://keystone
            username = glance
            password = s3cret
            """;

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final FakeConfigurationAdmin admin = new FakeConfigurationAdmin();
    private final FileInstall fileInstall = new FileInstall(admin);
    private final Map<String, String> properties = new HashMap<>(Map.of("karaf.data", "/data"));
    private OsloConfiguration configuration;
    private Set<String> installed = Set.of(IMAGES, IDENTITY);
    private boolean started = true;
    private int asked;
    private long clock = 1_000_000;

    @Before
    public void layOut() throws IOException {
        for (String name : SHIPPED) {
            Files.copy(Path.of("../../etc", name), path(name));
            fileInstall.read(path(name));
        }
        admin.changes();
    }

    @After
    public void close() throws InterruptedException {
        if (configuration != null) {
            configuration.close();
        }
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    private Path errorFile() {
        return path("data/configuration-error");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(path(name), text);
        Files.setLastModifiedTime(path(name), FileTime.fromMillis(clock += 1000));
    }

    private void start() {
        ProjectedConfigurations configurations = new ProjectedConfigurations(admin, this::property);
        admin.tell(configurations);
        configuration = new OsloConfiguration(
                configurations,
                () -> {
                    asked++;
                    return installed;
                },
                () -> started,
                this::property,
                Map.of(),
                config(folder.getRoot().toPath(), errorFile()));
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    /** A change is taken up when it has been still between two looks. */
    private void lookTwice() {
        configuration.look();
        configuration.look();
    }

    private static OsloConfig config(Path directory, Path errorFile) {
        return new OsloConfig() {
            @Override
            public String directory() {
                return directory.toString();
            }

            @Override
            public int poll_interval() {
                return 1;
            }

            @Override
            public String error_file() {
                return errorFile.toString();
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return OsloConfig.class;
            }
        };
    }

    private Object value(String pid, String key) {
        return admin.properties(pid).get(key);
    }

    @Test
    public void doesNothingWithoutGlanceFiles() throws IOException {
        write("policy.yaml", "{}");
        start();
        lookTwice();
        assertEquals(List.of(), admin.changes());
        assertEquals(List.of(), configuration.files());
        assertEquals(List.of(), configuration.findings());
    }

    @Test
    public void shippedDefaultsGiveWaySilently() throws IOException {
        write("glance-api.conf", SECURE + """
                        [DEFAULT]
                        bind_port = 9393
                        enabled_backends = fast:file
                        [glance_store]
                        default_backend = fast
                        [database]
                        connection = mysql://u:p@h/d
                        """);
        start();
        assertEquals("(vitrine.driver=keystone)", value(IDENTITY, "driver.target"));
        assertNull(admin.properties(NONE));
        assertNull(admin.properties(MAIN_STORE));
        assertEquals("fast", value("org.vitrine.store.filesystem~fast", "vitrine.store.id"));
        assertEquals("org.mariadb.jdbc.Driver", value(DATABASE, "osgi.jdbc.driver.class"));
        assertEquals("9393", value(HTTP, "org.osgi.service.http.port"));
        assertEquals(
                "what a shipped file says and the others do not stays",
                "64",
                value(HTTP, "org.apache.felix.http.jetty.threadpool.max"));
        assertFalse(admin.properties(IDENTITY).containsKey("felix.fileinstall.filename"));
        assertTrue(configuration.findings().stream().noneMatch(finding -> finding.kind() == Kind.CONFLICT));
        assertEquals(Optional.empty(), configuration.error());
        for (String name : SHIPPED) {
            assertTrue("the files are not touched", Files.exists(path(name)));
        }
    }

    @Test
    public void takesBackInTheSameCallWhatFileInstallDoes() throws IOException {
        write("glance-api.conf", SECURE + "[glance_store]\nfilesystem_store_datadir = /x\n");
        start();
        Map<String, Object> identity = admin.properties(IDENTITY);
        for (String name : SHIPPED) {
            fileInstall.read(path(name));
            assertEquals(identity, admin.properties(IDENTITY));
            assertNull(admin.properties(NONE));
            assertNull(admin.properties(MAIN_STORE));
        }
        fileInstall.removed(path("org.vitrine.core.identity.cfg"));
        assertEquals(identity, admin.properties(IDENTITY));
    }

    @Test
    public void leavesConfigurationsOfOthersAlone() throws IOException {
        write("org.vitrine.store.s3-extra.cfg", "vitrine.store.id = extra\n");
        write("org.vitrine.identity.headers.cfg", "trusted.proxies = 10.0.0.0/8\n");
        fileInstall.read(path("org.vitrine.store.s3-extra.cfg"));
        fileInstall.read(path("org.vitrine.identity.headers.cfg"));
        write("glance-api.conf", SECURE + "[glance_store]\nfilesystem_store_datadir = /x\n");
        start();
        assertEquals("extra", value("org.vitrine.store.s3~extra", "vitrine.store.id"));
        assertEquals("10.0.0.0/8", value("org.vitrine.identity.headers", "trusted.proxies"));
        assertTrue(configuration.findings().stream().noneMatch(finding -> finding.kind() == Kind.CONFLICT));
    }

    @Test
    public void anInstanceWithoutKeysLeavesTheOperatorsFileInForce() throws IOException {
        write("org.vitrine.identity.headers.cfg", "trusted.proxies = 10.0.0.0/8\n");
        fileInstall.read(path("org.vitrine.identity.headers.cfg"));
        write("glance-api-paste.ini", """
                [pipeline:glance-api]
                pipeline = context apiv2app
                [app:apiv2app]
                paste.app_factory = glance.api.v2.router:API.factory
                [filter:context]
                paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory
                """);
        write("glance-api.conf", "[DEFAULT]\n");
        start();
        assertEquals("(vitrine.driver=headers)", value(IDENTITY, "driver.target"));
        assertEquals("10.0.0.0/8", value("org.vitrine.identity.headers", "trusted.proxies"));
        assertTrue(configuration.findings().stream().noneMatch(finding -> finding.kind() == Kind.CONFLICT));
    }

    @Test
    public void namesAFileOfTheOperatorsForTheSamePid() throws IOException {
        write("org.vitrine.core.images.cfg", "image.tag.quota = 7\n");
        fileInstall.read(path("org.vitrine.core.images.cfg"));
        write("glance-api.conf", "[DEFAULT]\nimage_member_quota = 3\n");
        start();
        assertEquals("3", value(IMAGES, "image.member.quota"));
        assertNull("not a merge", value(IMAGES, "image.tag.quota"));
        assertTrue(
                configuration.findings().toString(),
                configuration
                        .findings()
                        .get(0)
                        .toString()
                        .equals("contradictory: org.vitrine.core.images - also in org.vitrine.core.images.cfg"));
    }

    @Test
    public void aFileThatOnlyHasCommentsSaysNothing() throws IOException {
        write("org.vitrine.core.images.cfg", "# mine\n#image.tag.quota = 7\n");
        fileInstall.read(path("org.vitrine.core.images.cfg"));
        write("glance-api.conf", "[DEFAULT]\nimage_member_quota = 3\n");
        start();
        assertTrue(configuration.findings().stream().noneMatch(finding -> finding.kind() == Kind.CONFLICT));
    }

    @Test
    @Covers("op:CFG-20")
    public void aChangeUpdatesOnlyWhatHasChanged() throws IOException {
        write("glance-api.conf", SECURE + "[DEFAULT]\nimage_tag_quota = 1\n");
        start();
        lookTwice();
        admin.changes();
        write("glance-api.conf", SECURE + "[DEFAULT]\nimage_tag_quota = 2\n# and a comment\n");
        configuration.look();
        assertEquals("still in motion", List.of(), admin.changes());
        configuration.look();
        assertEquals(List.of("+" + IMAGES), admin.changes());
        assertEquals("2", value(IMAGES, "image.tag.quota"));
        write("glance-api.conf", SECURE + "[DEFAULT]\nimage_tag_quota = 2\n");
        lookTwice();
        assertEquals(List.of(), admin.changes());
    }

    @Test
    @Covers({"op:CFG-20", "op:CFG-21"})
    public void allButTheCommandLineCanBeReloaded() throws IOException {
        properties.put("vitrine.http.port", "9000");
        write("glance-api.conf", SECURE + """
                [DEFAULT]
                bind_host = 127.0.0.1
                bind_port = 9393
                backlog = 7
                """);
        start();
        assertEquals("9000", value(HTTP, "org.osgi.service.http.port"));
        assertEquals("127.0.0.1", value(HTTP, "org.apache.felix.http.host"));
        write("glance-api.conf", SECURE.replace("glance\n", "other\n") + """
                [DEFAULT]
                bind_host = 0.0.0.0
                bind_port = 9494
                backlog = 8
                debug = true
                [oslo_policy]
                enforce_scope = false
                """);
        lookTwice();
        assertEquals("9000", value(HTTP, "org.osgi.service.http.port"));
        assertEquals("0.0.0.0", value(HTTP, "org.apache.felix.http.host"));
        assertEquals("8", value(HTTP, "org.apache.felix.http.jetty.acceptQueueSize"));
        assertEquals("other", value(KEYSTONE, "username"));
        assertEquals("false", value("org.vitrine.policy.oslo", "enforce.scope"));
        assertEquals("DEBUG", value("org.ops4j.pax.logging", "log4j2.logger.vitrine.level"));
        assertTrue(
                "as shipped",
                String.valueOf(value("org.ops4j.pax.logging", FILE_NAME)).endsWith("/vitrine.log"));
    }

    @Test
    public void whatIsNoLongerSaidIsWithdrawn() throws IOException {
        write("glance-api.conf", SECURE + "[DEFAULT]\nbind_port = 9393\n[oslo_policy]\nenforce_scope = false\n");
        start();
        assertEquals("false", value("org.vitrine.policy.oslo", "enforce.scope"));
        write("glance-api.conf", "[DEFAULT]\nimage_tag_quota = 1\n");
        FileTime before = Files.getLastModifiedTime(path("org.vitrine.core.identity.cfg"));
        lookTwice();
        assertNull(admin.properties("org.vitrine.policy.oslo"));
        assertNull(admin.properties(KEYSTONE));
        assertNotEquals(
                "File Install is made to read it again",
                before,
                Files.getLastModifiedTime(path("org.vitrine.core.identity.cfg")));
        fileInstall.read(path("org.apache.felix.http.cfg"));
        assertEquals("${vitrine.http.port:-9292}", value(HTTP, "org.osgi.service.http.port"));
    }

    @Test
    public void brokenFilesLeaveTheLastGoodConfiguration() throws IOException {
        write("glance-api.conf", SECURE);
        start();
        admin.changes();
        write("glance-api.conf", SECURE + "[DEFAULT\n");
        lookTwice();
        lookTwice();
        assertEquals(List.of(), admin.changes());
        assertEquals(Optional.of("glance-api.conf:7: a section must end with ]"), configuration.error());
        assertTrue(Files.readString(errorFile()).startsWith("glance-api.conf:7"));
        write("glance-api.conf", SECURE + "[DEFAULT]\nimage_tag_quota = 1\n");
        lookTwice();
        assertEquals(List.of("+" + IMAGES), admin.changes());
        assertEquals(Optional.empty(), configuration.error());
        assertFalse(Files.exists(errorFile()));
    }

    @Test
    public void filesThatVanishLeaveTheLastGoodConfiguration() throws IOException {
        write("glance-api.conf", SECURE);
        start();
        admin.changes();
        Files.delete(path("glance-api.conf"));
        lookTwice();
        assertEquals(List.of(), admin.changes());
        assertTrue(configuration.error().orElseThrow().contains("the files are gone"));
    }

    @Test
    public void aServerThatStartsWithBrokenFilesStaysClosedUntilTheyAreMended() throws IOException {
        write("glance-api.conf", SECURE + "[DEFAULT]\nimage_tag_quota = many\n");
        start();
        assertEquals("(vitrine.driver=none-because-the-configuration-is-broken)", value(IDENTITY, "driver.target"));
        assertEquals("false", value(HTTP, "org.apache.felix.http.enable"));
        assertNull(admin.properties(NONE));
        assertNull(admin.properties(MAIN_STORE));
        assertNull(admin.properties(DATABASE));
        for (String name : SHIPPED) {
            fileInstall.read(path(name));
        }
        assertNull(admin.properties(NONE));
        assertEquals("false", value(HTTP, "org.apache.felix.http.enable"));
        FileTime before = Files.getLastModifiedTime(path("org.vitrine.store.filesystem-main.cfg"));
        write("glance-api.conf", SECURE);
        lookTwice();
        assertEquals("(vitrine.driver=keystone)", value(IDENTITY, "driver.target"));
        assertEquals("true", value(HTTP, "org.apache.felix.http.enable"));
        assertNull(admin.properties(NONE));
        assertNotEquals(
                "the shipped store comes back",
                before,
                Files.getLastModifiedTime(path("org.vitrine.store.filesystem-main.cfg")));
        fileInstall.read(path("org.vitrine.store.filesystem-main.cfg"));
        assertEquals("file", value(MAIN_STORE, "vitrine.store.id"));
    }

    @Test
    public void brokenFilesThatVanishDoNotOpenTheServer() throws IOException {
        write("glance-api.conf", "broken");
        start();
        Files.delete(path("glance-api.conf"));
        lookTwice();
        assertEquals("(vitrine.driver=none-because-the-configuration-is-broken)", value(IDENTITY, "driver.target"));
        assertNull(admin.properties(NONE));
    }

    @Test
    public void findsItsOwnConfigurationsAgainAfterARestart() throws IOException {
        write("glance-api.conf", SECURE + "[oslo_policy]\nenforce_scope = false\n");
        start();
        Files.delete(path("glance-api.conf"));
        start();
        assertNull(admin.properties("org.vitrine.policy.oslo"));
        assertNull(admin.properties(KEYSTONE));
    }

    @Test
    public void watchesThePasteFileWhereverItIs() throws IOException {
        Path elsewhere = folder.newFolder("elsewhere").toPath().resolve("flavors.paste");
        String paste = """
                [pipeline:glance-api]
                pipeline = unauthenticated-context apiv2app
                [app:apiv2app]
                paste.app_factory = glance.api.v2.router:API.factory
                [filter:unauthenticated-context]
                paste.filter_factory = glance.api.middleware.context:UnauthenticatedContextMiddleware.factory
                [filter:context]
                paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory
                """;
        Files.writeString(elsewhere, paste);
        write("glance-api.conf", "[paste_deploy]\nconfig_file = " + elsewhere + "\n");
        start();
        lookTwice();
        assertEquals("(vitrine.driver=none)", value(IDENTITY, "driver.target"));
        Files.writeString(elsewhere, paste.replace("= unauthenticated-context apiv2app", "= context apiv2app"));
        lookTwice();
        assertEquals("(vitrine.driver=headers)", value(IDENTITY, "driver.target"));
        assertNull(admin.properties(NONE));
    }

    @Test
    public void reportsPidsWithoutABundle() throws IOException {
        write("glance-api.conf", SECURE);
        start();
        assertTrue(
                configuration.findings().toString(),
                configuration.findings().toString().contains("not installed: org.vitrine.identity.keystone"));
        installed = Set.of(IMAGES, IDENTITY, KEYSTONE, "org.vitrine.keymanager.barbican");
        assertFalse(configuration.findings().toString().contains("not installed"));
    }

    @Test
    public void missesNoBundleThatHasYetToStart() throws IOException {
        started = false;
        write("glance-api.conf", SECURE);
        start();
        for (int i = 0; i < 9; i++) {
            configuration.look();
        }
        assertEquals("nobody asked what is there", 0, asked);
        started = true;
        configuration.look();
        assertEquals(1, asked);
    }

    @Test
    public void refusesNonsense() {
        OsloConfig config = config(folder.getRoot().toPath(), errorFile());
        ProjectedConfigurations configurations = new ProjectedConfigurations(admin, this::property);
        assertThrows(
                IllegalArgumentException.class,
                () -> new OsloConfiguration(
                        configurations, Set::of, () -> true, name -> Optional.empty(), Map.of(), new OsloConfig() {
                            @Override
                            public String directory() {
                                return "";
                            }

                            @Override
                            public int poll_interval() {
                                return config.poll_interval();
                            }

                            @Override
                            public String error_file() {
                                return "";
                            }

                            @Override
                            public Class<? extends Annotation> annotationType() {
                                return OsloConfig.class;
                            }
                        }));
    }
}
