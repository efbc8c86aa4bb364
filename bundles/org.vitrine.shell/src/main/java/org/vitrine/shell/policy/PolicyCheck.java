package org.vitrine.shell.policy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.vitrine.core.access.PolicyExplanation;
import org.vitrine.domain.identity.Identity;

/** The command that says which rule decides a request, and why. */
@Service
@Command(
        scope = "vitrine",
        name = "policy-check",
        description = "Says what the policy rules in force decide about a request, and why. Nothing is done.")
public final class PolicyCheck implements Action {
    @Argument(name = "rule", required = true, description = "The rule, such as get_image or delete_image.")
    String rule;

    @Option(name = "--roles", description = "The caller's roles, separated by commas.")
    String roles = "";

    @Option(name = "--project", description = "The id of the caller's project.")
    String project = "";

    @Option(name = "--user", description = "The id of the caller.")
    String user = "";

    @Option(
            name = "--domain",
            description = "The id of the domain that the caller's token is for, instead of a project.")
    String domain = "";

    @Option(name = "--system", description = "The caller's token is for the whole system.")
    boolean system;

    @Option(name = "--image", description = "The id of the image that the request is about.")
    String image = "";

    @Option(
            name = "--target",
            multiValued = true,
            description = "KEY=VALUE of what the request is about, as in project_id=ID or visibility=public.")
    List<String> target = List.of();

    @Reference
    PolicyExplanation explanation;

    @Reference
    Session session;

    @Override
    public Object execute() {
        if (!image.isEmpty() && !target.isEmpty()) {
            throw new IllegalArgumentException("--image and --target exclude each other");
        }
        String lines = image.isEmpty()
                ? explanation.explain(caller(), rule, values())
                : explanation.explain(caller(), rule, image);
        session.getConsole().print(lines);
        return null;
    }

    private Identity caller() {
        Map<String, String> attributes = new HashMap<>();
        put(attributes, "user_id", user);
        put(attributes, "project_id", project);
        put(attributes, "domain_id", domain);
        put(attributes, "system_scope", system ? "all" : "");
        List<String> names = Arrays.stream(roles.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        return new Identity(Identity.Kind.CONFIRMED, attributes, names, List.of(), null, null);
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, value);
        }
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        for (String pair : target) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--target: '" + pair + "' is not KEY=VALUE");
            }
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return values;
    }
}
