package org.vitrine.config.oslo.projection;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.option.Option;
import org.vitrine.config.oslo.option.OptionTable;
import org.vitrine.config.oslo.option.OptionType;
import org.vitrine.config.oslo.report.Finding;
import org.vitrine.config.oslo.report.Finding.Kind;
import org.vitrine.spi.testkit.Covers;

/** The options that the contract lists: their defaults, and what becomes of a value that an operator sets. */
public class ContractOptionsTest {
    private static final String AUTHTOKEN = "keystone_authtoken";
    private static final String LIMIT = "oslo_limit";
    private static final String POLICY = "oslo_policy";
    /** Makes the pipeline that reads {@code [keystone_authtoken]}. */
    private static final String SECURE = "[paste_deploy]\nflavor = keystone\n";

    private static final String BARBICAN = "org.vitrine.keymanager.barbican";
    private static final String HTTP = "org.apache.felix.http";
    private static final String IMAGES = "org.vitrine.core.images";
    private static final String KEYSTONE = "org.vitrine.identity.keystone";
    private static final String LIMITS = "org.vitrine.quota.limits";
    private static final String RULES = "org.vitrine.policy.oslo";
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "configuration.md");
    private static final Pattern KEY = Pattern.compile("\\| `([^`]+)` \\| [^|]+ \\| (?:`([^`]*)`)? ?\\|.*");

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final OptionTable table = OptionTable.load();

    private Projection project(String text) throws IOException {
        Path directory = folder.getRoot().toPath();
        Files.writeString(directory.resolve("glance-api.conf"), text);
        return new Projector(directory, Map.of(), name -> Optional.empty()).project();
    }

    private static String set(String group, String name, String value) {
        return SECURE + "[" + group + "]\n" + name + " = " + value + "\n";
    }

    private static String text(Object value) {
        return value instanceof String[] several ? String.join(",", several) : String.valueOf(value);
    }

    private void hasDefault(String group, String name, String byDefault) {
        Option option = table.option(group, name);
        assertEquals("default of " + name, Optional.ofNullable(byDefault), option.byDefault());
    }

    /** The option's value becomes the key's. */
    private void becomes(String group, String name, String value, String pid, String key, String expected)
            throws IOException {
        Map<String, Object> keys =
                project(set(group, name, value)).configurations().get(pid);
        assertTrue(name + " makes no " + pid, keys != null);
        assertEquals("[" + group + "] " + name, expected, text(keys.get(key)));
    }

    /** As above; the key is spelled like the option, and has the same default when nobody sets it. */
    private void becomes(String group, String name, String byDefault, String value, String pid) throws IOException {
        String key = name.replace('_', '.');
        hasDefault(group, name, byDefault);
        becomes(group, name, value, pid, key, value.replaceAll("[\\[\\]]", ""));
        String ours = defaults().get(pid).get(key);
        String theirs = byDefault == null ? "" : byDefault.replaceAll("[\\[\\]]", "");
        assertTrue(name + ": " + ours + " for " + theirs, theirs.equalsIgnoreCase(ours));
    }

    /** The option has no effect, and the report says so with its group, name, file and line. */
    private void isNamed(String group, String name, String byDefault, String value) throws IOException {
        hasDefault(group, name, byDefault);
        isNamed(group, name, value);
    }

    private void isNamed(String group, String name, String value) throws IOException {
        Projection projection = project(set(group, name, value));
        String subject = "[" + group + "] " + name + " (glance-api.conf:4)";
        List<Kind> kinds = projection.findings().stream()
                .filter(finding -> finding.subject().equals(subject))
                .map(Finding::kind)
                .toList();
        assertTrue(
                subject + " in " + projection.findings(),
                kinds.equals(List.of(Kind.IGNORED)) || kinds.equals(List.of(Kind.UNSUPPORTED)));
        assertEquals(
                "no configuration but those of the pipeline",
                project(SECURE).configurations().keySet(),
                projection.configurations().keySet());
    }

    private void areNamed(String group, String... namesAndDefaults) throws IOException {
        for (int i = 0; i < namesAndDefaults.length; i += 2) {
            String byDefault = namesAndDefaults[i + 1];
            isNamed(group, namesAndDefaults[i], byDefault, byDefault == null ? "x.example.org" : byDefault);
        }
    }

    /** The defaults of all keys by PID, as the document of all keys has them, which is written from the code. */
    private static Map<String, Map<String, String>> defaults() throws IOException {
        Map<String, Map<String, String>> defaults = new TreeMap<>();
        String pid = "";
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("## ")) {
                pid = line.substring(3);
                defaults.put(pid, new TreeMap<>());
            }
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                defaults.get(pid).put(key.group(1), key.group(2) == null ? "" : key.group(2));
            }
        }
        return defaults;
    }

    private String refused(String text) {
        return assertThrows(BrokenConfiguration.class, () -> project(text)).getMessage();
    }

    @Test
    @Covers({
        "op:CFG-30",
        "op:CFG-31",
        "op:CFG-32",
        "op:CFG-33",
        "op:CFG-34",
        "op:CFG-35",
        "op:CFG-36",
        "op:CFG-37",
        "op:CFG-38",
        "op:CFG-39"
    })
    public void theServersOwn() throws IOException {
        hasDefault("DEFAULT", "bind_host", "0.0.0.0");
        becomes("DEFAULT", "bind_host", "127.0.0.2", HTTP, "org.apache.felix.http.host", "127.0.0.2");
        becomes("DEFAULT", "bind_port", "9393", HTTP, "org.osgi.service.http.port", "9393");
        hasDefault("DEFAULT", "backlog", "4096");
        becomes("DEFAULT", "backlog", "128", HTTP, "org.apache.felix.http.jetty.acceptQueueSize", "128");
        hasDefault("DEFAULT", "max_header_line", "16384");
        becomes("DEFAULT", "max_header_line", "32768", HTTP, "org.apache.felix.http.jetty.headerBufferSize", "32768");
        hasDefault("DEFAULT", "client_socket_timeout", "900");
        becomes("DEFAULT", "client_socket_timeout", "60", HTTP, "org.apache.felix.http.timeout", "60000");
        becomes("DEFAULT", "client_socket_timeout", "0", HTTP, "org.apache.felix.http.timeout", "0");
        becomes("DEFAULT", "public_endpoint", null, "https://images.example.org/v2", IMAGES);
        areNamed("DEFAULT", "tcp_keepidle", "600", "http_keepalive", "True");
        hasDefault("DEFAULT", "workers", null);
        isNamed("DEFAULT", "workers", "4");
        areNamed("DEFAULT", "pydev_worker_debug_host", null, "pydev_worker_debug_port", "5678");
        areNamed("DEFAULT", "cert_file", null, "key_file", null, "ca_file", null, "digest_algorithm", "sha256");
    }

    @Test
    @Covers({
        "op:CFG-40",
        "op:CFG-41",
        "op:CFG-42",
        "op:CFG-43",
        "op:CFG-44",
        "op:CFG-45",
        "op:CFG-46",
        "op:CFG-47",
        "op:CFG-48",
        "op:CFG-49",
        "op:CFG-50",
        "op:CFG-51",
        "op:CFG-52",
        "op:CFG-53",
        "op:CFG-54",
        "op:CFG-55",
        "op:CFG-57",
        "op:CFG-58"
    })
    public void ofImages() throws IOException {
        becomes("DEFAULT", "allow_additional_image_properties", "True", "false", IMAGES);
        becomes("DEFAULT", "hashing_algorithm", "sha512", "sha256", IMAGES);
        becomes("DEFAULT", "image_member_quota", "128", "-1", IMAGES);
        becomes("DEFAULT", "image_property_quota", "128", "7", IMAGES);
        becomes("DEFAULT", "image_tag_quota", "128", "7", IMAGES);
        becomes("DEFAULT", "image_location_quota", "10", "7", IMAGES);
        becomes("DEFAULT", "limit_param_default", "25", "7", IMAGES);
        becomes("DEFAULT", "api_limit_max", "1000", "7", IMAGES);
        becomes("DEFAULT", "show_image_direct_url", "False", "true", IMAGES);
        becomes("DEFAULT", "show_multiple_locations", "False", "true", IMAGES);
        becomes("DEFAULT", "image_size_cap", "1099511627776", "9223372036854775807", IMAGES);
        becomes("DEFAULT", "user_storage_quota", "0", "20GB", IMAGES);
        becomes("DEFAULT", "use_keystone_limits", "False", "true", "org.vitrine.core.quota");
        becomes("DEFAULT", "metadata_encryption_key", null, "0123456789abcdef", "org.vitrine.metadata.jpa");
        becomes("DEFAULT", "allow_anonymous_access", "False", "true", "org.vitrine.core.access");
        becomes("DEFAULT", "max_request_id_length", "64", "0", "org.vitrine.edge");
        String containers = "ami,ari,aki,bare,ovf,ova,docker,compressed";
        becomes("image_format", "container_formats", containers, "bare,ovf", IMAGES);
        String disks = "ami,ari,aki,vhd,vhdx,vmdk,raw,qcow2,vdi,iso,ploop";
        becomes("image_format", "disk_formats", disks, "raw,luks", IMAGES);
        String types = "streamOptimized,monolithicSparse";
        becomes("image_format", "vmdk_allowed_types", types, "monolithicFlat", "org.vitrine.importing.conversion");
        hasDefault("DEFAULT", "metadata_source_path", "/etc/glance/metadefs/");
        becomes("DEFAULT", "metadata_source_path", "/m", "org.vitrine.core.metadefs", "metadata.source.path", "/m");
        String methods = "[glance-direct,web-download,copy-image]";
        becomes("DEFAULT", "enabled_import_methods", methods, "[web-download,glance-direct]", IMAGES);
        hasDefault("DEFAULT", "node_staging_uri", "file:///tmp/staging/");
        becomes(
                "DEFAULT",
                "node_staging_uri",
                "file:///s",
                "org.vitrine.core.staging",
                "node.staging.uri",
                "file:///s");
        becomes("DEFAULT", "worker_self_reference_url", null, "http://node-1:9292", IMAGES);
    }

    @Test
    @Covers({"op:CFG-41", "op:CFG-49", "op:CFG-50", "op:CFG-46", "op:CFG-54"})
    public void whatGlanceRefusesIsRefused() {
        for (String size : List.of("1 GB", "1gb", "GB", "-1", "")) {
            String why = refused("[DEFAULT]\nuser_storage_quota = " + size + "\n");
            assertTrue(why, why.startsWith("[DEFAULT] user_storage_quota (glance-api.conf:2): must be a number"));
        }
        assertTrue(refused("[DEFAULT]\nuser_storage_quota = 8388608TB\n").contains("must be less than"));
        String hash = refused("[DEFAULT]\nhashing_algorithm = crc32\n");
        assertTrue(hash, hash.startsWith("[DEFAULT] hashing_algorithm (glance-api.conf:2): must be one of md5, "));
        for (String line : List.of(
                "image_size_cap = 0",
                "image_size_cap = 9223372036854775809",
                "limit_param_default = 0",
                "api_limit_max = 0",
                "max_request_id_length = -1",
                "image_tag_quota = many")) {
            assertTrue(refused("[DEFAULT]\n" + line + "\n").contains(line.substring(0, line.indexOf(' '))));
        }
    }

    @Test
    @Covers({"op:CFG-41", "LIM-11"})
    public void everyHashOfThisServerCanBeChosen() throws IOException {
        String words = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `hashing.algorithm`"))
                .findFirst()
                .orElseThrow();
        List<String> names = Pattern.compile("\\b(md5|sha[0-9_]+)\\b")
                .matcher(words.substring(words.indexOf("new data: ")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(10, names.size());
        for (String name : names) {
            becomes("DEFAULT", "hashing_algorithm", name, IMAGES, "hashing.algorithm", name);
        }
        assertEquals(
                names,
                ((OptionType.Text) table.option("DEFAULT", "hashing_algorithm").type()).choices());
    }

    @Test
    @Covers({"op:CFG-60", "op:CFG-61", "op:CFG-62", "op:CFG-63"})
    public void ofWhatIsNotThere() throws IOException {
        becomes("DEFAULT", "delayed_delete", "False", "true", IMAGES);
        areNamed("DEFAULT", "scrub_time", "0", "scrub_pool_size", "1", "wakeup_time", "300");
        isNamed("DEFAULT", "image_cache_dir", null, "/var/lib/glance/image-cache");
        areNamed("DEFAULT", "image_cache_driver", "sqlite", "image_cache_sqlite_db", "cache.db");
        areNamed("DEFAULT", "image_cache_max_size", "10737418240", "image_cache_stall_time", "86400");
        isNamed("DEFAULT", "cache_prefetcher_interval", "300");
        areNamed("DEFAULT", "location_strategy", "location_order", "default_publisher_id", "image.localhost");
        isNamed("DEFAULT", "disabled_notifications", "", "image.create");
        isNamed("DEFAULT", "transport_url", "rabbit://", "rabbit://glance:s3cret@mq");
        isNamed("DEFAULT", "control_exchange", "glance");
    }

    @Test
    @Covers({"op:CFG-71", "op:CFG-72", "op:CFG-74", "op:CFG-75", "op:CFG-76", "op:CFG-77", "op:CFG-78"})
    public void ofTheLibraries() throws IOException {
        isNamed("database", "slave_connection", null, "mysql://u:p@h/d");
        areNamed("database", "max_retries", "10", "retry_interval", "10", "connection_debug", "0");
        areNamed("database", "connection_trace", "False", "mysql_sql_mode", "TRADITIONAL", "backend", "sqlalchemy");
        isNamed("database", "mysql_wsrep_sync_wait", null, "1");
        areNamed("database", "sqlite_synchronous", "True", "use_db_reconnect", "False", "db_retry_interval", "1");
        areNamed("database", "db_inc_retry_interval", "True", "db_max_retry_interval", "10", "db_max_retries", "20");
        becomes("oslo_middleware", "enable_proxy_headers_parsing", "False", "true", "org.vitrine.edge");
        areNamed("oslo_middleware", "max_request_body_size", "114688");
        areNamed("oslo_concurrency", "lock_path", null, "disable_process_locking", "False");
        areNamed("oslo_reports", "log_dir", null, "file_event_handler", null, "file_event_handler_interval", "1");
        areNamed("profiler", "enabled", "False", "trace_sqlalchemy", "False", "hmac_keys", "SECRET_KEY");
        areNamed("profiler", "trace_requests", "False", "connection_string", "messaging://");
        hasDefault("key_manager", "backend", "barbican");
        becomes("barbican", "barbican_endpoint", null, "http://barbican.example.org:9311", BARBICAN);
        becomes("barbican", "barbican_api_version", null, "v1", BARBICAN);
        becomes("barbican", "auth_endpoint", "http://localhost/identity/v3", "http://keystone.example.org", BARBICAN);
        areNamed("barbican", "retry_delay", "1", "number_of_retries", "60");
        becomes("barbican", "verify_ssl", "True", "false", BARBICAN);
        becomes("barbican", "barbican_endpoint_type", "public", "internal", BARBICAN);
        becomes("task", "task_time_to_live", "48", "7", "org.vitrine.core.tasks");
        areNamed("task", "task_executor", "taskflow", "work_dir", null);
        areNamed("taskflow_executor", "engine_mode", "parallel", "max_workers", "10");
        becomes("taskflow_executor", "conversion_format", null, "qcow2", "org.vitrine.importing.conversion");
        becomes("wsgi", "task_pool_threads", "16", "3", "org.vitrine.task.local");
        isNamed("wsgi", "python_interpreter", null, "/usr/bin/python3");
    }

    @Test
    @Covers({
        "op:CFG-80",
        "op:CFG-81",
        "op:CFG-82",
        "op:CFG-83",
        "op:CFG-84",
        "op:CFG-85",
        "op:CFG-86",
        "op:CFG-87",
        "op:CFG-88",
        "op:CFG-89"
    })
    public void ofTheLog() throws IOException {
        hasDefault("DEFAULT", "debug", "False");
        becomes("DEFAULT", "debug", "true", "org.ops4j.pax.logging", "log4j2.logger.vitrine.level", "DEBUG");
        assertEquals(
                project(SECURE).configurations(),
                project(set("DEFAULT", "debug", "no")).configurations());
        areNamed("DEFAULT", "log_file", null, "log_dir", null, "log_config_append", null);
        areNamed("DEFAULT", "use_syslog", "False", "syslog_log_facility", "LOG_USER", "use_journal", "False");
        areNamed("DEFAULT", "use_json", "False", "use_stderr", "False", "watch_log_file", "False");
        areNamed("DEFAULT", "log_rotation_type", "none", "max_logfile_count", "30", "max_logfile_size_mb", "200");
        areNamed("DEFAULT", "log_rotate_interval", "1", "log_rotate_interval_type", "days");
        String start = "%(asctime)s.%(msecs)03d %(process)d ";
        String names = start + "%(levelname)s %(name)s [";
        String end = "] %(instance)s%(message)s";
        String of = names + "%(global_request_id)s %(request_id)s %(user_identity)s" + end;
        areNamed("DEFAULT", "logging_context_format_string", of);
        areNamed("DEFAULT", "logging_default_format_string", names + "-" + end);
        areNamed("DEFAULT", "logging_debug_format_suffix", "%(funcName)s %(pathname)s:%(lineno)d");
        areNamed("DEFAULT", "logging_exception_prefix", start + "ERROR %(name)s %(instance)s");
        String scope = "%(user)s %(project)s %(domain)s %(system_scope)s %(user_domain)s %(project_domain)s";
        areNamed("DEFAULT", "logging_user_identity_format", scope);
        isNamed("DEFAULT", "default_log_levels", "amqp=WARN,sqlalchemy=WARN");
        areNamed("DEFAULT", "publish_errors", "False", "fatal_deprecations", "False");
        areNamed("DEFAULT", "rate_limit_interval", "0", "rate_limit_burst", "0", "rate_limit_except_level", "CRITICAL");
        areNamed("DEFAULT", "log_date_format", "%Y-%m-%d %H:%M:%S");
        isNamed("DEFAULT", "instance_format", "[instance: %(uuid)s] ");
    }

    @Test
    @Covers({
        "op:CFG-73",
        "op:POL-22",
        "op:POL-23",
        "op:POL-24",
        "op:POL-25",
        "op:POL-26",
        "op:POL-27",
        "op:POL-28",
        "op:QUOTA-10",
        "op:QUOTA-11",
        "op:QUOTA-12"
    })
    public void ofPoliciesAndLimits() throws IOException {
        becomes(POLICY, "policy_default_rule", "default", "other", RULES);
        becomes(POLICY, "enforce_scope", "True", "false", RULES);
        becomes(POLICY, "enforce_new_defaults", "True", "false", RULES);
        String form = "application/x-www-form-urlencoded";
        becomes(POLICY, "remote_content_type", form, "application/json", RULES);
        becomes(POLICY, "remote_ssl_verify_server_crt", "False", "true", RULES);
        for (String name : List.of("ca_crt_file", "client_crt_file", "client_key_file")) {
            becomes(POLICY, "remote_ssl_" + name, null, "/x.pem", RULES);
        }
        becomes(POLICY, "remote_timeout", "60", "7", RULES);
        for (String name : List.of("endpoint_id", "endpoint_service_type", "endpoint_service_name")) {
            becomes(LIMIT, name, null, "x", LIMITS);
        }
        becomes(LIMIT, "endpoint_region_name", null, "x", LIMITS);
        becomes(LIMIT, "endpoint_interface", "public", "internal", LIMITS);
        for (String name : List.of(
                "auth_type",
                "auth_url",
                "username",
                "password",
                "user_domain_id",
                "user_domain_name",
                "system_scope",
                "region_name",
                "cafile",
                "certfile",
                "keyfile")) {
            becomes(LIMIT, name, null, "x", LIMITS);
        }
        becomes(LIMIT, "valid_interfaces", "internal,admin", LIMITS, "valid.interfaces", "internal,admin");
        becomes(LIMIT, "insecure", "False", "true", LIMITS);
        becomes(LIMIT, "timeout", "7", LIMITS, "timeout", "7");
        becomes(LIMIT, "connect_retries", "7", LIMITS, "connect.retries", "7");
        areNamed(LIMIT, "service_type", null, "service_name", null);
        isNamed(LIMIT, "status_code_retries", null, "7");
    }

    @Test
    @Covers({
        "op:CFG-73",
        "op:AUTH-20",
        "op:AUTH-21",
        "op:AUTH-22",
        "op:AUTH-24",
        "op:AUTH-26",
        "op:AUTH-27",
        "op:AUTH-29",
        "op:AUTH-33",
        "op:AUTH-34",
        "op:AUTH-35",
        "op:AUTH-36",
        "op:AUTH-37"
    })
    public void ofTokens() throws IOException {
        for (String name : List.of(
                "www_authenticate_uri",
                "auth_version",
                "certfile",
                "keyfile",
                "cafile",
                "region_name",
                "service_type",
                "auth_type",
                "auth_url",
                "username",
                "password",
                "user_domain_name",
                "project_name",
                "project_domain_name",
                "system_scope",
                "trust_id")) {
            becomes(AUTHTOKEN, name, null, "x", KEYSTONE);
        }
        becomes(AUTHTOKEN, "interface", "internal", "public", KEYSTONE);
        becomes(AUTHTOKEN, "http_request_max_retries", "3", "7", KEYSTONE);
        becomes(AUTHTOKEN, "http_connect_timeout", "7", KEYSTONE, "http.connect.timeout", "7");
        becomes(AUTHTOKEN, "insecure", "False", "true", KEYSTONE);
        becomes(AUTHTOKEN, "token_cache_time", "300", "-1", KEYSTONE);
        becomes(AUTHTOKEN, "include_service_catalog", "True", "false", KEYSTONE);
        becomes(AUTHTOKEN, "enforce_token_bind", "permissive", "strict", KEYSTONE);
        becomes(AUTHTOKEN, "service_token_roles", "service", "service,admin", KEYSTONE);
        becomes(AUTHTOKEN, "service_token_roles_required", "False", "true", KEYSTONE);
        becomes(AUTHTOKEN, "auth_uri", "x", KEYSTONE, "www.authenticate.uri", "x");
        hasDefault(AUTHTOKEN, "delay_auth_decision", "False");
        becomes("elsewhere]\nusername = ann\n[" + AUTHTOKEN, "auth_section", "elsewhere", KEYSTONE, "username", "ann");
    }

    @Test
    @Covers({"op:AUTH-15", "op:AUTH-25", "op:AUTH-28", "op:AUTH-30", "op:AUTH-31", "op:AUTH-32"})
    public void ofACacheOfTokensElsewhere() throws IOException {
        areNamed(AUTHTOKEN, "cache", null);
        isNamed(AUTHTOKEN, "memcached_servers", "", "a:11211,b:11211");
        isNamed(AUTHTOKEN, "memcache_servers", "a:11211,b:11211");
        isNamed(AUTHTOKEN, "memcache_security_strategy", "None", "none");
        isNamed(AUTHTOKEN, "memcache_secret_key", null, "s3cret");
        areNamed(AUTHTOKEN, "memcache_pool_dead_retry", "300", "memcache_pool_maxsize", "10");
        areNamed(AUTHTOKEN, "memcache_pool_socket_timeout", "3", "memcache_pool_unused_timeout", "60");
        areNamed(AUTHTOKEN, "memcache_pool_conn_get_timeout", "10", "memcache_use_advanced_pool", "True");
        String paste = Arrays.asList(
                        "[pipeline:glance-api-keystone]",
                        "pipeline = authtoken context apiv2app",
                        "[app:apiv2app]",
                        "paste.app_factory = glance.api.v2.router:API.factory",
                        "[filter:context]",
                        "paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory",
                        "[filter:authtoken]",
                        "paste.filter_factory = keystonemiddleware.auth_token:filter_factory",
                        "auth_url = http://k",
                        "cache = swift.cache",
                        "memcache_servers = a:11211")
                .stream()
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.getRoot().toPath().resolve("glance-api-paste.ini"), paste);
        List<String> named = new ArrayList<>();
        project(SECURE).findings().stream()
                .filter(finding -> finding.kind() == Kind.IGNORED)
                .forEach(finding -> named.add(finding.subject()));
        assertEquals(List.of("[filter:authtoken] cache", "[filter:authtoken] memcache_servers"), named);
    }

    @Test
    @Covers({"op:AUTH-16", "op:AUTH-30"})
    public void memcachedIsNotHalfProtected() throws IOException {
        String wrong = refused(set(AUTHTOKEN, "memcache_security_strategy", "SIGN"));
        assertTrue(wrong, wrong.contains("must be one of None, MAC, ENCRYPT"));
        for (String strategy : List.of("MAC", "encrypt")) {
            String text = set(AUTHTOKEN, "memcache_security_strategy", strategy);
            assertEquals(
                    "[keystone_authtoken] memcache_security_strategy (glance-api.conf:4): needs memcache_secret_key",
                    refused(text));
            assertTrue(refused(text + "memcache_secret_key =\n").contains("needs memcache_secret_key"));
            project(text + "memcache_secret_key = s3cret\n");
        }
        String number = refused(set(AUTHTOKEN, "memcache_pool_maxsize", "many"));
        assertTrue(number, number.contains("memcache_pool_maxsize") && number.contains("whole number"));
    }
}
