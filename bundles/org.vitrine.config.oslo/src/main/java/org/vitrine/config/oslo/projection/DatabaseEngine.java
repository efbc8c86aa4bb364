package org.vitrine.config.oslo.projection;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The databases that an operator's Glance may keep its records in, and how their drivers call things. */
enum DatabaseEngine {
    MARIADB(
            List.of("mysql", "mariadb"),
            "mariadb",
            3306,
            Map.of("ssl_ca", "serverSslCert"),
            List.of("charset", "use_unicode", "autocommit", "binary_prefix", "client_flag", "init_command", "plugin")),
    POSTGRESQL(
            List.of("postgresql", "postgres"),
            "postgresql",
            5432,
            Map.of(
                    "sslmode", "sslmode",
                    "sslrootcert", "sslrootcert",
                    "sslcert", "sslcert",
                    "sslkey", "sslkey",
                    "application_name", "ApplicationName",
                    "connect_timeout", "connectTimeout",
                    "gssencmode", "gssEncMode"),
            List.of("client_encoding", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count"));

    private final List<String> dialects;
    private final String sample;
    private final int port;
    private final Map<String, String> parameters;
    private final List<String> needless;

    DatabaseEngine(
            List<String> dialects, String sample, int port, Map<String, String> parameters, List<String> needless) {
        this.dialects = dialects;
        this.sample = sample;
        this.port = port;
        this.parameters = parameters;
        this.needless = needless;
    }

    static Optional<DatabaseEngine> of(String dialect) {
        return Arrays.stream(values())
                .filter(engine -> engine.dialects.contains(dialect))
                .findFirst();
    }

    /** Which of the shipped samples has the settings for it. */
    String sample() {
        return sample;
    }

    int port() {
        return port;
    }

    /** What its driver for Java calls a parameter of the one for Python; nothing when it has no such thing. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Whether the parameter is for Python alone. */
    boolean needless(String name) {
        return needless.contains(name);
    }
}
