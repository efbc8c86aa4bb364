package org.vitrine.policy.oslo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;

/** Policy files, then questions; then perhaps other files, and more questions. For both engines. */
final class Scenario {
    private static final int MAX_SHOWN = 2000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CREDENTIALS = List.of(
            "user_id",
            "user_domain_id",
            "system_scope",
            "domain_id",
            "project_id",
            "project_domain_id",
            "service_user_id",
            "service_user_domain_id",
            "service_project_id",
            "service_project_domain_id");

    private final List<RegisteredRule> registered;
    private final boolean enforceScope;
    private final boolean onlyNewDefaults;
    private final String defaultRule;
    private final List<Phase> phases = new ArrayList<>();

    Scenario(List<RegisteredRule> registered, boolean enforceScope, boolean onlyNewDefaults, String defaultRule) {
        this.registered = registered;
        this.enforceScope = enforceScope;
        this.onlyNewDefaults = onlyNewDefaults;
        this.defaultRule = defaultRule;
    }

    /**
     * A question.
     *
     * @param target values as Python has them: text, numbers, booleans, null
     */
    record Case(String rule, RequestContext caller, Map<String, Object> target) {}

    private record Phase(Map<String, String> files, List<Case> cases) {}

    /** Adds files, with null for one that goes away, and questions. */
    Scenario then(Map<String, String> files, List<Case> cases) {
        phases.add(new Phase(new HashMap<>(files), cases));
        return this;
    }

    List<Case> cases() {
        return phases.stream().flatMap(phase -> phase.cases.stream()).toList();
    }

    String files() {
        return phases.stream()
                .map(phase -> phase.files.toString())
                .map(files -> files.length() > MAX_SHOWN ? files.substring(0, MAX_SHOWN) + "..." : files)
                .collect(Collectors.joining("\n"));
    }

    /** One letter for each case: y or n. */
    String decide(Path directory) throws IOException {
        EngineConfig config = new EngineConfig(directory)
                .scope(enforceScope)
                .newDefaults(onlyNewDefaults)
                .defaultRule(defaultRule);
        AtomicLong clock = new AtomicLong();
        OsloEnforcer engine = null;
        StringBuilder letters = new StringBuilder();
        for (Phase phase : phases) {
            write(phase.files, directory);
            clock.addAndGet(1_000_000_000_000L);
            if (engine == null) {
                engine = new OsloEnforcer(config, registered, clock::get);
            }
            for (Case question : phase.cases) {
                Decision decision = engine.decide(question.caller, question.rule, key -> text(question.target, key));
                letters.append(decision == Decision.ALLOWED ? 'y' : 'n');
            }
        }
        return letters.toString();
    }

    private static void write(Map<String, String> files, Path directory) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            if (file.getValue() == null) {
                Files.delete(path);
            } else {
                Files.writeString(path, file.getValue());
            }
        }
    }

    private static String text(Map<String, Object> target, String key) {
        if (!target.containsKey(key)) {
            return null;
        }
        Object value = target.get(key);
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value.toString();
    }

    /** What the reference is asked. */
    ObjectNode json() {
        ObjectNode scenario = JSON.createObjectNode();
        scenario.put("enforce_scope", enforceScope);
        scenario.put("enforce_new_defaults", onlyNewDefaults);
        scenario.put("default_rule", defaultRule);
        ArrayNode rules = scenario.putArray("registered");
        for (RegisteredRule rule : registered) {
            rules.addObject()
                    .put("name", rule.name())
                    .put("text", rule.text())
                    .put("old_name", rule.old().map(RegisteredRule.Old::name).orElse(null))
                    .put("old_text", rule.old().map(RegisteredRule.Old::text).orElse(null))
                    .put("project_scope", rule.projectScope());
        }
        ArrayNode all = scenario.putArray("phases");
        for (Phase phase : phases) {
            ObjectNode node = all.addObject();
            node.set("files", JSON.valueToTree(phase.files));
            ArrayNode cases = node.putArray("cases");
            phase.cases.forEach(question -> cases.addObject()
                    .put("rule", question.rule)
                    .put("admin", question.caller.admin())
                    .<ObjectNode>set("target", JSON.valueToTree(question.target))
                    .set("creds", JSON.valueToTree(credentials(question.caller))));
        }
        return scenario;
    }

    /** What oslo.context makes of a Keystone token, and the older names that Glance's manual uses. */
    private static Map<String, Object> credentials(RequestContext caller) {
        Identity identity = caller.identity();
        Map<String, Object> credentials = new HashMap<>();
        CREDENTIALS.forEach(name -> credentials.put(name, identity.attributes().get(name)));
        credentials.put("roles", identity.roles());
        credentials.put("service_roles", identity.serviceRoles());
        credentials.put(
                "is_admin_project", !"False".equals(identity.attributes().get("is_admin_project")));
        credentials.put("is_admin", caller.admin());
        credentials.put("tenant", identity.projectId());
        credentials.put("tenant_id", identity.projectId());
        credentials.put("owner", identity.projectId());
        credentials.put("user", identity.userId());
        return credentials;
    }
}
