package org.vitrine.config.oslo.projection;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.report.Finding;
import org.vitrine.config.oslo.report.Finding.Kind;
import org.vitrine.spi.testkit.Covers;

public class ProjectorTest {
    private static final String IMAGES = "org.vitrine.core.images";
    private static final String IDENTITY = "org.vitrine.core.identity";
    private static final String KEYSTONE = "org.vitrine.identity.keystone";
    private static final String BARBICAN = "org.vitrine.keymanager.barbican";
    private static final String HTTP = "org.apache.felix.http";
    private static final String DATABASE = "org.ops4j.datasource~vitrine";
    private static final String FILE_STORE = "org.vitrine.store.filesystem~";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), text);
    }

    private Projection project() {
        return new Projector(folder.getRoot().toPath(), environment, name -> Optional.ofNullable(properties.get(name)))
                .project();
    }

    private Projection project(String glanceApi) throws IOException {
        write("glance-api.conf", glanceApi);
        return project();
    }

    private String refused(String glanceApi) throws IOException {
        write("glance-api.conf", glanceApi);
        return assertThrows(BrokenConfiguration.class, this::project).getMessage();
    }

    private void copy(String name) throws IOException {
        for (String file : List.of("glance-api.conf", "paste.ini")) {
            try (InputStream in = ProjectorTest.class.getResourceAsStream("/peer/" + name + "/" + file)) {
                Files.copy(in, path(file));
            }
        }
    }

    private static Object value(Projection projection, String pid, String key) {
        assertTrue(
                pid + " in " + projection.configurations().keySet(),
                projection.configurations().containsKey(pid));
        return projection.configurations().get(pid).get(key);
    }

    private static boolean has(Projection projection, Kind kind, String subject) {
        return projection.findings().stream()
                .anyMatch(finding -> finding.kind() == kind && finding.subject().contains(subject));
    }

    @Test
    @Covers({"op:HEALTH-1", "op:HEALTH-4", "op:HEALTH-5", "op:HEALTH-6"})
    public void theHealthCheckIsThatOfThePasteFile() throws IOException {
        write("glance-api-paste.ini", """
                [composite:glance-api]
                paste.composite_factory = glance.api:root_app_factory
                /: api
                /healthcheck: healthcheck
                [pipeline:api]
                pipeline = unauthenticated-context apiv2app
                [filter:unauthenticated-context]
                paste.filter_factory = glance.api.middleware.context:UnauthenticatedContextMiddleware.factory
                [app:apiv2app]
                paste.app_factory = glance.api.v2.router:API.factory
                [app:healthcheck]
                paste.app_factory = oslo_middleware:Healthcheck.app_factory
                backends = disable_by_files_ports
                disable_by_file_paths = 9292:/etc/glance/off, 9293:/etc/glance/off2
                """);
        Projection projection = project("""
                [healthcheck]
                backends = disable_by_file
                detailed = yes
                allowed_source_ranges = 10.0.0.0/8
                """);
        String pid = "org.vitrine.edge.healthcheck";
        assertEquals("disable_by_files_ports", value(projection, pid, "backends"));
        assertEquals("9292:/etc/glance/off,9293:/etc/glance/off2", value(projection, pid, "disable.by.file.paths"));
        assertEquals("true", value(projection, pid, "detailed"));
        assertEquals("10.0.0.0/8", value(projection, pid, "allowed.source.ranges"));
        assertEquals("false", value(projection, pid, "ignore.proxied.requests"));
        assertEquals("", value(projection, pid, "disable.by.file.path"));
    }

    @Test
    @Covers({"op:TASK-7", "op:TASK-12", "op:CFG-5"})
    public void tasksConvertAndUnpackAsTheyDidBefore() throws IOException {
        assertFalse(project("").configurations().containsKey("org.vitrine.importing.ovf"));
        write("ovf-metadata.json", "{}");
        Projection projection = project("[taskflow_executor]\nconversion_format = qcow2\n");
        assertEquals("qcow2", value(projection, "org.vitrine.importing.conversion", "conversion.format"));
        assertEquals(
                path("ovf-metadata.json").toString(),
                value(projection, "org.vitrine.importing.ovf", "ovf.metadata.file"));
        assertTrue(refused("[taskflow_executor]\nconversion_format = iso\n").contains("conversion_format"));
    }

    @Test
    public void doesNothingWithoutAMainFile() throws IOException {
        write("glance-image-import.conf", "[image_import_opts]\nimage_import_plugins = [no_op]\n");
        write("glance-api-paste.ini", "broken");
        assertEquals(Projection.EMPTY, project());
    }

    @Test
    @Covers({"op:CFG-40", "op:CFG-41", "op:CFG-42", "op:CFG-46", "op:CFG-49", "op:CFG-50", "op:CFG-53", "op:CFG-55"})
    public void optionsBecomeKeysOfTheirPids() throws IOException {
        Projection projection = project("""
                [DEFAULT]
                image_size_cap = 9223372036854775808
                image_member_quota = -99999999999
                show_image_direct_url = Yes
                user_storage_quota = 20GB
                enabled_import_methods = [ web-download, 'glance-direct' ]
                allow_anonymous_access = on
                disk_formats = raw
                [image_format]
                container_formats = bare, ovf,
                """);
        assertEquals("9223372036854775807", value(projection, IMAGES, "image.size.cap"));
        assertEquals("-2147483648", value(projection, IMAGES, "image.member.quota"));
        assertEquals("true", value(projection, IMAGES, "show.image.direct.url"));
        assertEquals("20GB", value(projection, IMAGES, "user.storage.quota"));
        assertEquals("true", value(projection, "org.vitrine.core.access", "allow.anonymous.access"));
        assertArrayEquals(new String[] {"web-download", "glance-direct"}, (String[])
                value(projection, IMAGES, "enabled.import.methods"));
        assertArrayEquals(new String[] {"raw"}, (String[]) value(projection, IMAGES, "disk.formats"));
        assertArrayEquals(new String[] {"bare", "ovf"}, (String[]) value(projection, IMAGES, "container.formats"));
        assertTrue(has(projection, Kind.OLD_NAME, "disk_formats"));
        assertFalse(projection.configurations().get(IMAGES).containsKey("limit.param.default"));
    }

    @Test
    @Covers({"op:CFG-1", "op:CFG-3", "op:CFG-4"})
    public void laterFilesAndTheEnvironmentWin() throws IOException {
        write("glance.conf", "[DEFAULT]\nimage_tag_quota = 1\nimage_member_quota = 1\nlimit_param_default = 1\n");
        write("glance-api.conf", "[DEFAULT]\nimage_tag_quota = 2\nimage_member_quota = 2\napi_limit_max = 2\n");
        write("glance-image-import.conf", "[DEFAULT]\nimage_tag_quota = 3\nimage_member_quota = 3\n");
        write("glance-api.conf.d/20.conf", "[DEFAULT]\nimage_tag_quota = 5\n");
        write("glance-api.conf.d/10.conf", "[DEFAULT]\nimage_tag_quota = 4\n");
        write("glance-api.conf.d/.hidden.conf", "[DEFAULT]\nimage_tag_quota = 6\n");
        environment.put("OS_DEFAULT__API_LIMIT_MAX", "7");
        Projection projection = project();
        assertEquals("5", value(projection, IMAGES, "image.tag.quota"));
        assertEquals("3", value(projection, IMAGES, "image.member.quota"));
        assertEquals("1", value(projection, IMAGES, "limit.param.default"));
        assertEquals("7", value(projection, IMAGES, "api.limit.max"));
        assertEquals(
                List.of("glance.conf", "glance-api.conf", "glance-image-import.conf", "10.conf", "20.conf"),
                projection.files());
    }

    @Test
    @Covers({
        "op:PIPE-6",
        "op:HEALTH-1",
        "op:CFG-30",
        "op:STORE-20",
        "op:STORE-22",
        "op:CFG-62",
        "op:CFG-70",
        "op:CFG-71"
    })
    public void takesTheReferencesOwnConfiguration() throws IOException {
        copy("keystone-multi-mariadb");
        Projection projection = project();
        assertEquals("(vitrine.driver=keystone)", value(projection, IDENTITY, "driver.target"));
        assertEquals(
                Map.ofEntries(
                        Map.entry("www.authenticate.uri", "http://127.0.0.1:5000"),
                        Map.entry("delay.auth.decision", "true"),
                        Map.entry("auth.type", "password"),
                        Map.entry("auth.url", "http://127.0.0.1:5000"),
                        Map.entry("username", "glance"),
                        Map.entry("password", "secret"),
                        Map.entry("project.name", "service"),
                        Map.entry("user.domain.name", "Default"),
                        Map.entry("project.domain.name", "Default"),
                        Map.entry("region.name", "RegionOne")),
                projection.configurations().get(KEYSTONE));
        assertEquals("127.0.0.1", value(projection, HTTP, "org.apache.felix.http.host"));
        assertEquals("9393", value(projection, HTTP, "org.osgi.service.http.port"));
        assertArrayEquals(new String[] {"fast", "slow"}, (String[])
                value(projection, "org.vitrine.core.stores", "enabled.backends"));
        assertEquals("fast", value(projection, "org.vitrine.core.stores", "default.backend"));
        assertEquals("slow", value(projection, FILE_STORE + "slow", "vitrine.store.id"));
        assertEquals("Slow file store", value(projection, FILE_STORE + "slow", "store.description"));
        assertEquals(
                "/var/lib/peer/glance-9393/slow", value(projection, FILE_STORE + "slow", "filesystem.store.datadir"));
        assertEquals("org.mariadb.jdbc.Driver", value(projection, DATABASE, "osgi.jdbc.driver.class"));
        assertEquals("peer", value(projection, DATABASE, "user"));
        assertEquals("peer", value(projection, DATABASE, "password"));
        assertEquals("vitrineSchema", value(projection, DATABASE, "ops4j.preHook"));
        String url = (String) value(projection, DATABASE, "url");
        assertTrue(url, url.startsWith("jdbc:mariadb://127.0.0.1:3390/glance_9393?"));
        assertArrayEquals(new String[] {"/var/lib/peer/glance-9393/policy.d"}, (String[])
                value(projection, "org.vitrine.policy.oslo", "policy.dirs"));
        assertEquals("true", value(projection, "org.vitrine.policy.oslo", "enforce.scope"));
        assertEquals(
                "/var/lib/peer/glance-9393/healthcheck_disable",
                value(projection, "org.vitrine.edge.healthcheck", "disable.by.file.path"));
        assertTrue(projection.families().containsAll(List.of("org.vitrine.identity.", "org.vitrine.store.")));
        assertFalse(
                projection.findings().toString(),
                projection.findings().toString().contains("secret"));
        assertTrue(has(projection, Kind.IGNORED, "[DEFAULT] workers (glance-api.conf:4)"));
        assertFalse(projection.findings().toString(), has(projection, Kind.UNKNOWN, ""));
    }

    @Test
    @Covers({"op:PIPE-3", "op:STORE-24", "op:STORE-25", "op:STORE-28"})
    public void takesASingleStoreWithoutIdentity() throws IOException {
        copy("none-single-mariadb");
        Projection projection = project();
        assertEquals("(vitrine.driver=none)", value(projection, IDENTITY, "driver.target"));
        assertEquals(Map.of(), projection.configurations().get("org.vitrine.identity.none"));
        assertFalse(projection.configurations().containsKey(KEYSTONE));
        assertArrayEquals(new String[0], (String[]) value(projection, "org.vitrine.core.stores", "enabled.backends"));
        assertEquals("file", value(projection, "org.vitrine.core.stores", "default.backend"));
        assertEquals(
                Map.of("vitrine.store.id", "file", "filesystem.store.datadir", "/var/lib/peer/glance-9393/store"),
                projection.configurations().get(FILE_STORE + "file"));
        assertTrue(has(projection, Kind.REMARK, "[keystone_authtoken]"));
    }

    @Test
    @Covers("op:PIPE-14")
    public void takesIdentityFromHeaders() throws IOException {
        copy("headers-multi-locations");
        Projection projection = project();
        assertEquals("(vitrine.driver=headers)", value(projection, IDENTITY, "driver.target"));
        assertEquals(Map.of(), projection.configurations().get("org.vitrine.identity.headers"));
        assertEquals("true", value(projection, IMAGES, "show.multiple.locations"));
        assertEquals("web", value(projection, "org.vitrine.store.http~web", "vitrine.store.id"));
    }

    @Test
    @Covers("op:DB-1")
    public void refusesADatabaseThatCannotBeUsed() throws IOException {
        copy("keystone-single-sqlite");
        String message = assertThrows(BrokenConfiguration.class, this::project).getMessage();
        assertTrue(message, message.contains("[database] connection (glance-api.conf:"));
        assertTrue(message, message.contains("'sqlite'"));
        String oracle = refused("[DEFAULT]\nsql_connection = oracle://u:s3cret@h/d\n");
        assertTrue(oracle, oracle.contains("connection") && !oracle.contains("s3cret"));
    }

    @Test
    @Covers("op:CFG-71")
    public void setsUpThePoolAndTheEncryption() throws IOException {
        Projection projection = project("""
                [database]
                connection = postgresql+psycopg2://glance:p%40ss@[::1]/glance?sslmode=verify-full&application_name=x
                connection_parameters = sslrootcert=/etc/ssl/ca.pem&weird=1
                max_pool_size = 10
                max_overflow = 20
                pool_timeout = 7
                connection_recycle_time = 600
                """);
        String url = (String) value(projection, DATABASE, "url");
        assertTrue(url, url.startsWith("jdbc:postgresql://[::1]:5432/glance?"));
        assertTrue(url, url.contains("&sslmode=verify-full&ApplicationName=x&sslrootcert=/etc/ssl/ca.pem"));
        assertEquals("p@ss", value(projection, DATABASE, "password"));
        assertEquals("30", value(projection, DATABASE, "hikari.maximumPoolSize"));
        assertEquals("10", value(projection, DATABASE, "hikari.minimumIdle"));
        assertEquals("7000", value(projection, DATABASE, "hikari.connectionTimeout"));
        assertEquals("600000", value(projection, DATABASE, "hikari.maxLifetime"));
        assertTrue(has(projection, Kind.UNSUPPORTED, "parameter weird of [database] connection"));
    }

    @Test
    public void neverDropsTheEncryptionOfADatabase() throws IOException {
        String url = (String) value(
                project("[database]\nconnection = mysql://u:p@h/d?ssl_ca=/ca.pem&ssl_verify_identity=true\n"),
                DATABASE,
                "url");
        assertTrue(url, url.endsWith("&serverSslCert=/ca.pem&sslMode=verify-full"));
        for (String url2 : List.of(
                "mysql://u:p@h/d?ssl_cert=/c.pem",
                "mysql://u:p@h/d?ssl=true",
                "mysql://u:p@/d?unix_socket=/s",
                "postgresql:///d?host=/run",
                "mysql://u:p@h/",
                "mysql://u:p@h/a%26b",
                "mysql://u:p@h&x/d",
                "mysql://u:p@h/d?ssl_ca=/a%26b")) {
            String message = refused("[database]\nconnection = " + url2 + "\n");
            assertTrue(message, message.startsWith("[database] connection (glance-api.conf:2)"));
        }
    }

    @Test
    @Covers({"op:STORE-29", "op:STORE-30"})
    public void refusesStoresThatGlanceRefuses() throws IOException {
        String backends = "[DEFAULT]\nenabled_backends = fast:file\n";
        assertTrue(refused(backends).contains("default_backend"));
        assertTrue(
                refused(backends + "[glance_store]\ndefault_backend = slow\n").contains("none of enabled_backends"));
        assertTrue(refused("[DEFAULT]\nenabled_backends = os_glance_x:file\n").contains("reserved"));
        assertTrue(refused("[DEFAULT]\nenabled_backends = x:tape\n[glance_store]\ndefault_backend = x\n")
                .contains("of a type"));
        assertTrue(refused("[DEFAULT]\nenabled_backends = x:vmware\n[glance_store]\ndefault_backend = x\n")
                .contains("(glance-api.conf:4): is of the type vmware, which this server has no store for"));
        assertTrue(
                refused("[glance_store]\nstores = http\ndefault_store = file\n").contains("among stores"));
        assertTrue(refused("[glance_store]\ndefault_store = tape\n").contains("must be one of"));
    }

    @Test
    @Covers({"op:STORE-31", "op:STORE-32"})
    public void keepsStagedDataOutOfTheDirectoriesOfStores() throws IOException {
        String stores = """
                [DEFAULT]
                enabled_backends = fast:file, slow:file
                [glance_store]
                default_backend = fast
                [fast]
                filesystem_store_datadir = /data/fast/
                [slow]
                filesystem_store_datadir =
                filesystem_store_datadirs = /data/a:10
                filesystem_store_datadirs = %s
                """;
        String apart = stores.formatted("/data/b") + "[os_glance_staging_store]\nfilesystem_store_datadir = %s\n";
        assertTrue(refused(apart.formatted("/data/fast")).contains("a directory of the store fast too"));
        assertTrue(refused(apart.formatted("/data/x/../a")).contains("a directory of the store slow too"));
        String older =
                stores.formatted("/data/b").replace("[fast]", "[DEFAULT]\nnode_staging_uri = file:///data/b\n[fast]");
        assertTrue(
                refused(older).contains("node_staging_uri (glance-api.conf:6): is a directory of the store slow too"));
        Projection fine = project(apart.formatted("/data/staging"));
        assertEquals("/data/staging", value(fine, "org.vitrine.core.staging", "filesystem.store.datadir"));
        assertFalse(has(fine, Kind.REMARK, "stores fast and slow"));
        assertTrue("as Glance does", has(project(stores.formatted("/data/fast")), Kind.REMARK, "stores fast and slow"));
    }

    @Test
    @Covers({"op:STORE-23", "op:STORE-31", "op:STORE-FILE-2", "op:STORE-FILE-11", "op:CFG-79"})
    public void configuresEachStoreFromItsOwnGroup() throws IOException {
        Projection projection = project("""
                [DEFAULT]
                enabled_backends = fast:file, slow:file, remote:tape
                [glance_store]
                default_backend = fast
                filesystem_store_datadir = /ignored
                [fast]
                weight = 100
                filesystem_store_datadir =
                filesystem_store_datadirs = /a:2
                filesystem_store_datadirs = /b
                [Slow]
                filesystem_store_file_perm = 0640
                [idle]
                filesystem_store_datadir = /x
                """);
        assertEquals("100", value(projection, FILE_STORE + "fast", "weight"));
        assertEquals("", value(projection, FILE_STORE + "fast", "filesystem.store.datadir"));
        assertArrayEquals(new String[] {"/a:2", "/b"}, (String[])
                value(projection, FILE_STORE + "fast", "filesystem.store.datadirs"));
        assertEquals("640", value(projection, FILE_STORE + "slow", "filesystem.store.file.perm"));
        assertTrue(has(projection, Kind.UNKNOWN, "store remote of type tape"));
        assertTrue(has(projection, Kind.REMARK, "[glance_store] filesystem_store_datadir"));
        assertTrue(has(projection, Kind.REMARK, "[idle] filesystem_store_datadir"));
    }

    @Test
    @Covers({"op:AUTH-37", "op:AUTH-40", "op:AUTH-20"})
    public void thePasteFileWinsOverTheOptions() throws IOException {
        write("glance-api-paste.ini", """
                [pipeline:glance-api-keystone]
                pipeline = authtoken context apiv2app
                [app:apiv2app]
                paste.app_factory = glance.api.v2.router:API.factory
                [filter:context]
                paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory
                [filter:authtoken]
                paste.filter_factory = keystonemiddleware.auth_token:filter_factory
                auth_url = http://paste
                auth_uri = http://old-name
                nonsense = 1
                """);
        Projection projection = project("""
                [paste_deploy]
                flavor = keystone
                [keystone_authtoken]
                auth_url = http://option
                auth_section = elsewhere
                memcache_servers = a:11211, b:11211
                service_token_roles = service,admin
                http_connect_timeout =
                [elsewhere]
                username = glance
                tenant_name = service
                """);
        assertEquals("http://paste", value(projection, KEYSTONE, "auth.url"));
        assertEquals("http://old-name", value(projection, KEYSTONE, "www.authenticate.uri"));
        assertEquals("glance", value(projection, KEYSTONE, "username"));
        assertEquals("service", value(projection, KEYSTONE, "project.name"));
        assertTrue(has(projection, Kind.IGNORED, "[keystone_authtoken] memcache_servers"));
        assertEquals("service,admin", value(projection, KEYSTONE, "service.token.roles"));
        assertEquals("false", value(projection, KEYSTONE, "delay.auth.decision"));
        assertFalse(projection.configurations().get(KEYSTONE).containsKey("http.connect.timeout"));
        assertEquals("0.0.0.0", value(projection, HTTP, "org.apache.felix.http.host"));
        assertTrue(has(projection, Kind.UNKNOWN, "[filter:authtoken] nonsense"));
        assertFalse(has(projection, Kind.UNKNOWN, "elsewhere"));
    }

    @Test
    @Covers({"op:CORS-1", "op:CORS-3", "op:CORS-7", "op:PROXY-1", "op:PIPE-12", "op:CFG-54", "op:CFG-72"})
    public void edgeFollowsTheFiltersOfThePipeline() throws IOException {
        String paste = """
                [pipeline:glance-api]
                pipeline = FILTERS unauthenticated-context apiv2app
                [app:apiv2app]
                paste.app_factory = glance.api.v2.router:API.factory
                [filter:unauthenticated-context]
                paste.filter_factory = glance.api.middleware.context:UnauthenticatedContextMiddleware.factory
                [filter:gzip]
                paste.filter_factory = glance.api.middleware.gzip:GzipMiddleware.factory
                [filter:cors]
                paste.filter_factory = oslo_middleware.cors:filter_factory
                allowed_origin = https://of.the.filter
                """;
        String options = """
                [DEFAULT]
                max_request_id_length = 128
                [oslo_middleware]
                enable_proxy_headers_parsing = true
                [cors]
                allowed_origin = https://a,https://b
                expose_headers = X-One, X-Two
                """;
        write("glance-api-paste.ini", paste.replace("FILTERS", "gzip cors"));
        Projection projection = project(options);
        assertEquals(
                Map.of("allowed.origin", "https://of.the.filter", "expose.headers", "X-One,X-Two"),
                projection.configurations().get("org.vitrine.edge.cors"));
        assertEquals(
                Map.of("gzip", "true", "enable.proxy.headers.parsing", "true", "max.request.id.length", "128"),
                projection.configurations().get("org.vitrine.edge"));
        write("glance-api-paste.ini", paste.replace("FILTERS", ""));
        projection = project(options);
        assertFalse(projection.configurations().containsKey("org.vitrine.edge.cors"));
        assertFalse(projection.configurations().get("org.vitrine.edge").containsKey("gzip"));
        assertTrue(has(projection, Kind.REMARK, "[cors]"));
    }

    @Test
    @Covers("op:CFG-70")
    public void neverOpensBecauseTheFlavorIsMissing() throws IOException {
        String message = refused("[keystone_authtoken]\nauth_url = http://keystone\n");
        assertTrue(message, message.contains("flavor"));
        assertTrue(refused("[paste_deploy]\nconfig_file = /nowhere/paste.ini\n").contains("no such file"));
        assertTrue(refused("[paste_deploy]\nflavor = nosuch\n").contains("glance-api-nosuch"));
    }

    @Test
    @Covers("op:CFG-5")
    public void theFilesOfOtherProgramsHoldNoOptions() throws IOException {
        Projection alone = project("[DEFAULT]\nimage_tag_quota = 5\n");
        for (String name : List.of("glance-cache.conf", "glance-scrubber.conf", "glance-manage.conf")) {
            write(name, "[DEFAULT]\nimage_tag_quota = 9\nno sense\n");
        }
        write("rootwrap.conf", "filters_path=/etc/glance/rootwrap.d\n");
        write("glance-swift.conf", "[ref1]\nuser = u\n");
        write("schema-image.json", "{}");
        write("metadefs/one.json", "{}");
        write("policy.yaml", "{}");
        assertEquals(alone, project());
    }

    @Test
    public void leavesAloneWhatTheFilesDoNotSpeakOf() throws IOException {
        Projection projection = project("[DEFAULT]\nimage_tag_quota = 5\n");
        assertEquals(Map.of(IMAGES, Map.of("image.tag.quota", "5")), projection.configurations());
        assertEquals(List.of(), projection.families());
    }

    @Test
    @Covers("op:CFG-3")
    public void theCommandLineWins() throws IOException {
        properties.put("vitrine.http.port", "9000");
        Projection projection =
                project("[DEFAULT]\nbind_host = 0.0.0.0\nbind_port = 9393\nclient_socket_timeout = 60\n");
        assertEquals(
                Map.of("org.apache.felix.http.host", "0.0.0.0", "org.apache.felix.http.timeout", "60000"),
                projection.configurations().get(HTTP));
    }

    @Test
    @Covers({"op:POL-20", "op:POL-21", "op:PROP-1", "op:PROP-2", "op:PROP-9", "op:CFG-59"})
    public void findsTheFilesWithRules() throws IOException {
        write("policy.json", "{}");
        write("property-protections.conf", "");
        properties.put("karaf.data", "/data");
        Projection projection = project("""
                [DEFAULT]
                property_protection_file = /etc/nowhere/property-protections.conf
                property_protection_rule_format = policies
                [oslo_policy]
                policy_file = /etc/nowhere/policy.json
                policy_dirs = one
                policy_dirs = two
                """);
        assertEquals(path("policy.json").toString(), value(projection, "org.vitrine.policy.oslo", "policy.file"));
        assertArrayEquals(
                new String[] {"one", "two"}, (String[]) value(projection, "org.vitrine.policy.oslo", "policy.dirs"));
        assertEquals("true", value(projection, "org.vitrine.core.property", "enabled"));
        assertEquals(
                "/data/vitrine/property-protection-error",
                value(projection, "org.vitrine.property.rules", "error.file"));
        assertTrue(has(projection, Kind.REMARK, "policy_file"));
        assertTrue(
                refused("[DEFAULT]\nproperty_protection_file = nowhere.conf\n").contains("no such file"));
    }

    @Test
    public void namesWhatHasNoEffect() throws IOException {
        Projection projection = project("""
                [DEFAULT]
                nosuch = s3cret
                transport_url = rabbit://glance:s3cret@mq
                workers = 4
                [nowhere]
                x = s3cret
                """);
        assertTrue(has(projection, Kind.UNKNOWN, "[DEFAULT] nosuch (glance-api.conf:2)"));
        assertTrue(has(projection, Kind.UNSUPPORTED, "[DEFAULT] transport_url (glance-api.conf:3)"));
        assertTrue(has(projection, Kind.IGNORED, "[DEFAULT] workers (glance-api.conf:4)"));
        assertTrue(has(projection, Kind.UNKNOWN, "[nowhere] x (glance-api.conf:6)"));
        String all =
                projection.findings().stream().map(Finding::toString).toList().toString();
        assertFalse(all, all.contains("s3cret"));
    }

    @Test
    @Covers({"REP-25", "op:STORE-40"})
    public void theKeyOfEncryptedLocationsGoesToTheRecords() throws IOException {
        Projection projection = project("[DEFAULT]\nmetadata_encryption_key = 0123456789abcdef\n");
        assertEquals("0123456789abcdef", value(projection, "org.vitrine.metadata.jpa", "metadata.encryption.key"));
    }

    @Test
    @Covers("op:CFG-77")
    public void encryptionKeysAreBarbicansWhereCallersHaveTokens() throws IOException {
        String keystone = "[paste_deploy]\nflavor = keystone\n";
        String open = "[paste_deploy]\nflavor =\n[DEFAULT]\nbind_host = 127.0.0.1\n";
        assertEquals(Map.of(), project(keystone).configurations().get(BARBICAN));
        assertFalse(project(open).configurations().containsKey(BARBICAN));
        Projection projection = project(keystone + """
                [key_manager]
                backend = castellan.key_manager.barbican_key_manager.BarbicanKeyManager
                auth_url = http://keystone:5000
                password = s3cret
                [barbican]
                barbican_endpoint = https://barbican:9311
                barbican_api_version = v1
                barbican_endpoint_type = internal
                barbican_region_name = RegionOne
                number_of_retries = 60
                send_service_user_token = true
                verify_ssl = false
                verify_ssl_path = /etc/ca.pem
                """);
        assertEquals(
                Map.of(
                        "barbican.endpoint", "https://barbican:9311",
                        "barbican.api.version", "v1",
                        "barbican.endpoint.type", "internal",
                        "barbican.region.name", "RegionOne",
                        "auth.endpoint", "http://keystone:5000",
                        "verify.ssl", "false",
                        "verify.ssl.path", "/etc/ca.pem"),
                projection.configurations().get(BARBICAN));
        assertTrue(has(projection, Kind.IGNORED, "[key_manager] password"));
        assertTrue(has(projection, Kind.IGNORED, "[barbican] number_of_retries"));
        assertTrue(has(projection, Kind.UNSUPPORTED, "[barbican] send_service_user_token"));
        Projection other = project(keystone + """
                [key_manager]
                backend = vault
                [barbican]
                barbican_endpoint = https://barbican:9311
                """);
        assertFalse(other.configurations().containsKey(BARBICAN));
        assertTrue(has(other, Kind.UNSUPPORTED, "[key_manager] backend"));
    }

    @Test
    public void saysWhichValueIsWrongWithoutTheValue() throws IOException {
        assertEquals(
                "[DEFAULT] image_tag_quota (glance-api.conf:2): must be a whole number",
                refused("[DEFAULT]\nimage_tag_quota = s3cret\n"));
    }

    @Test
    public void passesOnWhatLooksLikeAReferenceOfKarafs() throws IOException {
        Projection projection = project("[DEFAULT]\npublic_endpoint = http://a$[env:HOME]b\n");
        assertEquals("http://a\\$[env:HOME]b", value(projection, IMAGES, "public.endpoint"));
        assertTrue(refused("[DEFAULT]\npublic_endpoint = a\\\\$[env:HOME]\n").contains("cannot be passed on"));
    }
}
