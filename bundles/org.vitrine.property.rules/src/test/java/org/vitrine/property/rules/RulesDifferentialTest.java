package org.vitrine.property.rules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.property.PropertyProtection.Action;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.server.PythonScript;

/** Glance's property rules and these decide the same by the same file, and refuse the same files. */
@Covers({"op:PROP-2", "op:PROP-3", "op:PROP-4", "op:PROP-5", "op:PROP-6", "op:PROP-7", "op:PROP-8", "op:PROP-9"})
public class RulesDifferentialTest {
    private static final Logger LOG = LoggerFactory.getLogger(RulesDifferentialTest.class);
    private static final long SEED = Long.getLong("vitrine.test.seed", 20231101);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ROLES = List.of("admin", "member", "reader", "service");

    private final Random random = new Random(SEED);

    @Test
    public void randomFiles() throws Exception {
        int refused = 0;
        int cases = 0;
        int permitted = 0;
        List<String> differences = new ArrayList<>();
        try (PythonScript reference =
                PythonScript.start(RulesDifferentialTest.class, "reference.py", "glance", "python3-glance")) {
            for (int i = 0; i < 1000; i++) {
                ObjectNode question = question();
                JsonNode expected = JSON.readTree(reference.ask(question.toString()));
                JsonNode ours = answers(question);
                refused += expected.isNull() ? 1 : 0;
                for (JsonNode answer : expected) {
                    cases++;
                    permitted += answer.asBoolean() ? 1 : 0;
                }
                if (!expected.equals(ours)) {
                    differences.add(question + "\n reference " + expected + "\n ours      " + ours);
                }
            }
        }
        LOG.info(
                "1000 random files, {} refused by the reference; {} decisions, {} permitted: {} differences (seed {})",
                refused,
                cases,
                permitted,
                differences.size(),
                SEED);
        assertEquals(String.join("\n", differences.subList(0, Math.min(3, differences.size()))), 0, differences.size());
        assertTrue("" + permitted, permitted > cases / 10 && refused > 50 && refused < 800);
    }

    private static JsonNode answers(ObjectNode question) {
        RuleFormat format = RuleFormat.of(question.get("format").asText());
        try {
            Rules rules = Rules.parse(question.get("file").asText(), format);
            ArrayNode answers = JSON.createArrayNode();
            for (JsonNode asked : question.get("cases")) {
                RequestContext caller = caller(texts(asked.get("roles")), texts(asked.get("service_roles")));
                Action action = Action.valueOf(asked.get("action").asText().toUpperCase(Locale.ROOT));
                answers.add(rules.permits(
                        asked.get("property").asText(), action, caller, RulesDifferentialTest::hasRoleOfThatName));
            }
            return answers;
        } catch (RuleFileException e) {
            return JSON.nullNode();
        }
    }

    /** As the stand-in for the engine on the other side decides; there, service roles have joined the roles. */
    private static boolean hasRoleOfThatName(RequestContext context, String rule) {
        return context.identity().roles().contains(rule)
                || context.identity().serviceRoles().contains(rule);
    }

    private static RequestContext caller(List<String> roles, List<String> serviceRoles) {
        return new RequestContext(
                "req", new Identity(Identity.Kind.CONFIRMED, Map.of(), roles, serviceRoles, null, null), false, "");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private ObjectNode question() {
        ObjectNode question = JSON.createObjectNode();
        question.put("format", random.nextBoolean() ? "roles" : "policies");
        question.put("file", file());
        ArrayNode cases = question.putArray("cases");
        for (int i = 0; i < 20; i++) {
            ObjectNode asked = cases.addObject();
            asked.put("property", pick("x_a", "x_b", "hw_disk", "os_glance_x", "owner", ""));
            asked.put("action", pick("create", "read", "update", "delete"));
            some(asked.putArray("roles"));
            some(asked.putArray("service_roles"));
        }
        return question;
    }

    private void some(ArrayNode array) {
        ROLES.stream().filter(role -> random.nextInt(3) == 0).forEach(array::add);
    }

    private String file() {
        StringBuilder file =
                new StringBuilder(pick("", "# comment\n", "\n", "; [x]\n", "[DEFAULT]\nread = @\n", " \n"));
        for (int i = random.nextInt(3); i >= 0; i--) {
            file.append(pick(
                    "[^x_.*]",
                    "[.*]",
                    "[^hw_]",
                    "[a$]",
                    "[^(?!os_glance)]",
                    "[[a-c]]",
                    "  [owner]",
                    "[x_b] # why",
                    seldom("[(]")));
            file.append(pick("\n", "\r\n", "\n\n"));
            for (String operation : List.of("create", "read", "update", "delete")) {
                if (random.nextInt(40) > 0) {
                    file.append(pick("", "", "", "# comment\n", "\n"))
                            .append(operation(operation))
                            .append(pick("\n", "\n", "\r\n"));
                }
            }
        }
        return file.toString();
    }

    private String operation(String name) {
        String key = random.nextInt(10) == 0 ? name.toUpperCase(Locale.ROOT) : seldom(name + "s", name);
        return key + pick(" = ", "=", ": ", " =") + value();
    }

    private String value() {
        return pick(
                "admin",
                "Member",
                "admin",
                "@",
                "!",
                "",
                "reader",
                "service",
                seldom("admin,member", "admin"),
                seldom("admin , @", "@"),
                seldom("@,!", "member"),
                seldom("%(create)s", "admin"),
                seldom("50%", "reader"),
                seldom("%%", "reader"),
                seldom("admin\n  member", "admin"),
                seldom("admin,\n # no\n reader", "reader"));
    }

    private String seldom(String text) {
        return seldom(text, "[.*]");
    }

    private String seldom(String text, String otherwise) {
        return random.nextInt(12) == 0 ? text : otherwise;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
