package org.vitrine.config.oslo.projection;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.option.Destination;
import org.vitrine.config.oslo.option.Option;
import org.vitrine.config.oslo.option.OptionValues;
import org.vitrine.config.oslo.option.Setting;
import org.vitrine.config.oslo.paste.Switches;
import org.vitrine.config.oslo.report.Finding.Kind;

/**
 * Who says who is calling: what the flavor's pipeline comes to, and the options of {@code [keystone_authtoken]}, over
 * which the paste file's filter section wins (op:PIPE-1 to op:PIPE-14, op:AUTH-20 to op:AUTH-40). And where the server
 * listens, because that depends on it.
 */
final class IdentityChoice {
    static final String GROUP = "keystone_authtoken";

    private static final String FAMILY = "org.vitrine.identity.";
    private static final String HTTP = "org.apache.felix.http";
    /** Keys of the filter section that say where Python finds the options. */
    private static final Set<String> FOR_PYTHON =
            Set.of("oslo_config_project", "oslo_config_program", "oslo_config_file", "log_name", "signing_dir");
    /** The options that auth_section moves to another group. */
    private static final Set<String> OF_PLUGIN = Set.of(
            "auth_type",
            "auth_url",
            "system_scope",
            "domain_id",
            "domain_name",
            "project_id",
            "project_name",
            "project_domain_id",
            "project_domain_name",
            "trust_id",
            "default_domain_id",
            "default_domain_name",
            "user_id",
            "username",
            "user_domain_id",
            "user_domain_name",
            "password",
            "application_credential_id",
            "application_credential_name",
            "application_credential_secret",
            "token",
            "endpoint");

    private final Inputs inputs;
    private final OptionValues values;
    private final Draft draft;

    IdentityChoice(Inputs inputs, Draft draft) {
        this.inputs = inputs;
        this.values = inputs.values();
        this.draft = draft;
    }

    void project() {
        Optional<Switches> switches = switches();
        switches.ifPresent(this::project);
        listen(switches.map(Switches::auth)
                .filter(Switches.Auth.KEYSTONE::equals)
                .isPresent());
    }

    /** Nothing when the files do not say how callers are known: then this server's own setting stays. */
    private Optional<Switches> switches() {
        Optional<String> flavor =
                values.find("paste_deploy", "flavor").map(Setting::text).filter(name -> !name.isEmpty());
        Optional<Setting> named = values.find("paste_deploy", "config_file")
                .filter(setting -> !setting.text().isEmpty());
        if (named.isPresent()) {
            Path file = inputs.directory()
                    .find(named.get().text())
                    .orElseThrow(() -> new BrokenConfiguration(named.get().where(), "there is no such file"));
            return Optional.of(Switches.read(file, flavor));
        }
        Optional<Path> beside = inputs.directory().pasteFile();
        if (beside.isPresent()) {
            return Optional.of(Switches.read(beside.get(), flavor));
        }
        if (flavor.isPresent()) {
            return Optional.of(Switches.standard(flavor));
        }
        if (mentionsKeystone()) {
            throw new BrokenConfiguration(
                    "[paste_deploy] flavor",
                    "not set, and there is no paste file: say flavor = keystone for [" + GROUP + "] to have effect");
        }
        draft.find(Kind.REMARK, "no paste file and no flavor", "the identity driver stays the one of the server's own");
        return Optional.empty();
    }

    private boolean mentionsKeystone() {
        return inputs.table().group(GROUP).values().stream()
                .anyMatch(option -> values.find(option, GROUP).isPresent());
    }

    private void project(Switches switches) {
        draft.claim(FAMILY);
        switch (switches.auth()) {
            case NONE -> {
                select("none");
                draft.want(FAMILY + "none");
                if (mentionsKeystone()) {
                    draft.find(Kind.REMARK, "[" + GROUP + "]", "the pipeline lets everybody in without a token");
                }
            }
            case HEADERS -> {
                select("headers");
                draft.want(FAMILY + "headers");
            }
            case FAKE -> {
                select("headers");
                draft.put(FAMILY + "headers", "fake.auth", "true");
            }
            case KEYSTONE -> {
                select("keystone");
                keystone(switches.authtoken());
            }
        }
        if (switches.caching() || switches.cacheManagement()) {
            draft.find(Kind.UNSUPPORTED, "filter cache", "images are not cached");
        }
        if (switches.gzip()) {
            draft.put("org.vitrine.edge", "gzip", "true");
        }
        new CorsChoice(inputs, draft).project(switches.cors());
        switches.healthcheck().ifPresent(keys -> new HealthChoice(inputs, draft).project(keys));
        switches.unsupported().forEach(name -> draft.find(Kind.UNSUPPORTED, "filter " + name, ""));
    }

    private void select(String driver) {
        draft.put("org.vitrine.core.identity", "driver.target", "(vitrine.driver=" + driver + ")");
    }

    private void keystone(Map<String, String> ofFilter) {
        String pid = FAMILY + "keystone";
        draft.put(pid, "delay.auth.decision", "false");
        Set<String> used = new HashSet<>(FOR_PYTHON);
        Map<String, Setting> settings = new HashMap<>();
        String pluginGroup = Optional.ofNullable(ofFilter.get("auth_section"))
                .or(() -> values.find(GROUP, "auth_section").map(Setting::text))
                .filter(group -> !group.isEmpty())
                .orElse(GROUP);
        for (Option option : inputs.table().group(GROUP).values()) {
            List<String> names = option.namesInGroup();
            Optional<String> name = names.stream().filter(ofFilter::containsKey).findFirst();
            used.addAll(names);
            String group = OF_PLUGIN.contains(option.name()) ? pluginGroup : GROUP;
            Optional<Setting> setting = name.isPresent()
                    ? Optional.of(ofFilter(option, name.get(), ofFilter.get(name.get())))
                    : values.find(option, group);
            setting.ifPresent(given -> settings.put(option.name(), given));
            if (option.destination() instanceof Destination.Pid) {
                setting.ifPresent(given -> draft.put(pid, given));
            } else {
                name.ifPresent(given -> Leftovers.findWithoutEffect(option, "[filter:authtoken] " + given, draft));
            }
        }
        requireSecretOfMemcache(settings);
        ofFilter.keySet().stream()
                .filter(key -> !used.contains(key))
                .forEach(key -> draft.find(Kind.UNKNOWN, "[filter:authtoken] " + key, ""));
    }

    /** Nothing here is kept in memcached; but who asks for it to be protected there gets what Glance says (op:AUTH-16). */
    private static void requireSecretOfMemcache(Map<String, Setting> settings) {
        Setting strategy = settings.get("memcache_security_strategy");
        Setting secret = settings.get("memcache_secret_key");
        boolean missing = secret == null || secret.text().isEmpty();
        if (strategy != null && !strategy.text().equalsIgnoreCase("None") && missing) {
            throw new BrokenConfiguration(strategy.where(), "needs memcache_secret_key");
        }
    }

    private Setting ofFilter(Option option, String name, String text) {
        try {
            return values.convert(option, "filter:authtoken", text, "paste file");
        } catch (IllegalArgumentException e) {
            throw new BrokenConfiguration("[filter:authtoken] " + name, e.getMessage());
        }
    }

    /** What was said when the server was started wins over the files (op:CFG-3, op:CFG-30). */
    private void listen(boolean asksKeystone) {
        Optional<Setting> host = values.find("DEFAULT", "bind_host");
        if (inputs.property().apply("vitrine.http.host").isEmpty()) {
            if (host.isPresent()) {
                draft.put(HTTP, "org.apache.felix.http.host", host.get().text());
            } else if (asksKeystone) {
                draft.put(HTTP, "org.apache.felix.http.host", "0.0.0.0");
            } else {
                draft.find(
                        Kind.REMARK,
                        "[DEFAULT] bind_host is not set",
                        "listening on this machine alone, because nobody is asked who he is");
            }
        }
        Optional<Setting> port = values.find("DEFAULT", "bind_port").filter(setting -> setting.value() != null);
        if (port.isPresent() && inputs.property().apply("vitrine.http.port").isEmpty()) {
            draft.put(
                    HTTP,
                    "org.osgi.service.http.port",
                    String.valueOf(port.get().number(0)));
        }
    }
}
