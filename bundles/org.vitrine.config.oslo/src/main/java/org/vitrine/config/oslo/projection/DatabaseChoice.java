package org.vitrine.config.oslo.projection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.option.OptionValues;
import org.vitrine.config.oslo.option.Setting;
import org.vitrine.config.oslo.report.Finding.Kind;

/**
 * The database of {@code [database] connection}, in place of the embedded one (op:CFG-71): the shipped settings for that
 * kind of database, with the operator's address and pool in them.
 */
final class DatabaseChoice {
    static final String PID = "org.ops4j.datasource~vitrine";

    private static final String GROUP = "database";
    private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}_.$/:@~+ -]+");
    /** What SQLAlchemy's pool has when nobody says otherwise. */
    private static final long POOL = 5;

    private static final long OVERFLOW = 50;
    /** Stands for a pool without a limit. */
    private static final long MOST = 200;

    private final OptionValues values;
    private final Draft draft;

    DatabaseChoice(Inputs inputs, Draft draft) {
        this.values = inputs.values();
        this.draft = draft;
    }

    void project() {
        Optional<Setting> connection = values.find(GROUP, "connection")
                .filter(setting -> !setting.text().isEmpty());
        if (connection.isEmpty()) {
            draft.find(Kind.REMARK, "[database] connection is not set", "the database stays the server's own");
            return;
        }
        Setting setting = connection.get();
        try {
            address(DatabaseUrl.parse(withParameters(setting.text())));
        } catch (IllegalArgumentException e) {
            throw new BrokenConfiguration(setting.where(), e.getMessage());
        }
        pool();
    }

    private String withParameters(String url) {
        String more =
                values.find(GROUP, "connection_parameters").map(Setting::text).orElse("");
        if (more.isEmpty()) {
            return url;
        }
        return url + (url.contains("?") ? "&" : "?") + more;
    }

    private void address(DatabaseUrl url) {
        DatabaseEngine engine = DatabaseEngine.of(url.dialect())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the database '" + url.dialect() + "' cannot be used here: MariaDB, MySQL and PostgreSQL can;"
                                + " without this option the server keeps its records in a database of its own"));
        String database = plain("the name of the database", url.database());
        Map<String, String> keys = ShippedFiles.keys("org.ops4j.datasource-vitrine.cfg." + engine.sample() + ".sample");
        String jdbc = keys.get("url");
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : jdbc.substring(jdbc.indexOf('?') + 1).split("&")) {
            int equal = pair.indexOf('=');
            parameters.put(pair.substring(0, equal), pair.substring(equal + 1));
        }
        url.query().forEach((name, given) -> parameter(engine, name, given, parameters));
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        String scheme = jdbc.substring(0, jdbc.indexOf("//"));
        keys.put("url", scheme + "//" + host(url, engine) + "/" + database + "?" + query);
        keys.put("user", url.user());
        keys.put("password", url.password());
        keys.forEach((key, value) -> draft.put(PID, key, value));
    }

    private static String host(DatabaseUrl url, DatabaseEngine engine) {
        String host = url.host().isEmpty() ? "localhost" : url.host();
        if (!host.startsWith("[")) {
            plain("the name of the host", host);
        }
        return host + ":" + (url.port() < 0 ? engine.port() : url.port());
    }

    /** What would read otherwise in a JDBC URL is refused, not guessed at. */
    private static String plain(String what, String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " is missing or has characters that cannot be passed on");
        }
        return text;
    }

    /** An encrypted connection that was asked for and cannot be had is an error; other unknown parameters are not. */
    private void parameter(DatabaseEngine engine, String name, List<String> given, Map<String, String> parameters) {
        String value = given.get(given.size() - 1);
        Optional<String> known = engine.parameter(name);
        if (known.isPresent()) {
            parameters.put(known.get(), plain("the parameter " + name, value));
            if (name.equals("ssl_ca")) {
                parameters.putIfAbsent("sslMode", "verify-ca");
            }
        } else if (List.of("ssl_check_hostname", "ssl_verify_identity").contains(name)) {
            if (value.equalsIgnoreCase("true")) {
                parameters.put("sslMode", "verify-full");
            }
        } else if (name.equals("connect_timeout") && engine == DatabaseEngine.MARIADB) {
            parameters.put("connectTimeout", plain("the parameter " + name, value) + "000");
        } else if (name.startsWith("ssl")
                || name.equals("unix_socket")
                || name.equals("host")
                || name.equals("service")) {
            throw new IllegalArgumentException("the parameter " + name + " cannot be honoured here");
        } else if (!engine.needless(name)) {
            draft.find(Kind.UNSUPPORTED, "parameter " + name + " of [database] connection", "");
        }
    }

    private void pool() {
        Optional<Setting> size = values.find(GROUP, "max_pool_size");
        Optional<Setting> overflow = values.find(GROUP, "max_overflow");
        if (size.isPresent() || overflow.isPresent()) {
            long kept = size.map(setting -> setting.number(POOL)).orElse(POOL);
            long more = overflow.map(setting -> setting.number(OVERFLOW)).orElse(OVERFLOW);
            long most = kept <= 0 || more < 0 ? MOST : Math.min(MOST, Math.min(MOST, kept) + Math.min(MOST, more));
            draft.put(PID, "hikari.maximumPoolSize", String.valueOf(most));
            draft.put(PID, "hikari.minimumIdle", String.valueOf(kept <= 0 ? POOL : Math.min(kept, most)));
        }
        values.find(GROUP, "pool_timeout")
                .filter(setting -> setting.value() != null)
                .ifPresent(setting -> draft.put(PID, "hikari.connectionTimeout", milliseconds(setting, 1)));
        values.find(GROUP, "connection_recycle_time")
                .filter(setting -> setting.value() != null)
                .ifPresent(setting ->
                        draft.put(PID, "hikari.maxLifetime", setting.number(0) < 0 ? "0" : milliseconds(setting, 30)));
    }

    private static String milliseconds(Setting setting, long least) {
        return String.valueOf(Math.max(least, Math.min(setting.number(least), Integer.MAX_VALUE / 1000)) * 1000);
    }
}
