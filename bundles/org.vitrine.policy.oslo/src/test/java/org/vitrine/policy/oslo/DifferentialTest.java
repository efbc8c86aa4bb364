package org.vitrine.policy.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.server.PythonScript;

/**
 * oslo.policy and this engine decide the same, by the same files, for the same callers and targets. Random and
 * reproducible: the property {@code vitrine.test.seed} repeats a run.
 */
@Covers({
    "op:POL-1",
    "op:POL-2",
    "op:POL-3",
    "op:POL-4",
    "op:POL-5",
    "op:POL-6",
    "op:POL-7",
    "op:POL-8",
    "op:POL-10",
    "op:POL-11",
    "op:POL-12",
    "op:POL-13",
    "op:POL-15",
    "op:POL-16",
    "op:POL-22",
    "op:POL-23",
    "op:POL-24",
    "op:POL-30",
    "op:POL-31",
    "op:POL-33",
    "op:POL-40",
    "op:POL-41",
    "op:POL-90"
})
public class DifferentialTest {
    private static final Logger LOG = LoggerFactory.getLogger(DifferentialTest.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = Long.getLong("vitrine.test.seed", 20231101);
    private static final List<String> IMAGE_POLICIES = List.of(
            "get_image", "add_image", "modify_image", "delete_image", "upload_image", "context_is_admin", "get_task");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Random random = new Random(SEED);
    private final RuleWriter writer = new RuleWriter(random);

    @Test
    public void randomFilesCallersAndTargets() throws Exception {
        List<RegisteredRule> registered = new ArrayList<>(DefaultRules.list());
        registered.add(new RegisteredRule(
                "foo:create",
                "role:member",
                Optional.of(new RegisteredRule.Old("foo:post", "role:reader")),
                true,
                "",
                List.of()));
        List<String> names = Stream.concat(RuleWriter.NAMES.stream(), IMAGE_POLICIES.stream())
                .toList();
        List<String> withOldName =
                Stream.concat(names.stream(), Stream.of("foo:post")).toList();
        List<Scenario> scenarios = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            Scenario scenario = new Scenario(
                    registered,
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextInt(4) == 0 ? "fallback" : "default");
            scenario.then(
                    Map.of(
                            "policy.yaml",
                            writer.file(8, names),
                            "policy.d/20.yaml",
                            writer.file(3, withOldName),
                            "policy.d/10.json",
                            writer.file(3, withOldName),
                            "policy.d/00-blocks.yaml",
                            writer.write(RuleWriter.BLOCKS),
                            "policy.d/.hidden",
                            "{"),
                    questions(names, 60));
            Map<String, String> changed = new HashMap<>(Map.of("policy.d/30", writer.file(2, names)));
            if (random.nextBoolean()) {
                // Together: the reference forgets the order of files when one goes and the others stay as they are.
                changed.put("policy.yaml", writer.file(4, names));
                changed.put("policy.d/20.yaml", null);
            }
            scenarios.add(scenario.then(changed, questions(names, 40)));
        }
        compare("random rules", scenarios);
    }

    @Test
    public void everyDefault() throws Exception {
        List<String> names =
                DefaultRules.list().stream().map(RegisteredRule::name).toList();
        List<Scenario> scenarios = new ArrayList<>();
        for (int flags = 0; flags < 4; flags++) {
            Scenario scenario = new Scenario(DefaultRules.list(), (flags & 1) == 0, (flags & 2) == 0, "default");
            scenarios.add(scenario.then(Map.of(), questions(names, 1500)));
        }
        compare("defaults", scenarios);
    }

    @Test
    public void wordsInAnyOrder() throws Exception {
        Map<String, Object> rules = new LinkedHashMap<>();
        for (int i = 0; i < 3000; i++) {
            rules.put("soup" + i, writer.soup());
        }
        compare("words in any order", List.of(each(rules, List.of(Caller.with("admin"), Caller.with("member")))));
    }

    @Test
    public void whatMayStandOnTheLeft() throws Exception {
        List<String> kinds = lines("left-sides.txt");
        List<String> rights = lines("right-sides.txt");
        Map<String, Object> rules = new LinkedHashMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            for (int j = 0; j < rights.size(); j++) {
                // As a list, so that white space and parentheses stay.
                rules.put("is" + i + "_" + j, List.of(List.of(kinds.get(i) + ":" + rights.get(j))));
            }
            rules.put("not" + i, "not " + kinds.get(i).replace(" ", "") + ":%(v)s");
            rules.put("spaced" + i, List.of(" \t" + kinds.get(i) + " :%(v)s"));
        }
        compare("left sides", List.of(each(rules, List.of(Caller.with("member"), Caller.with()))));
    }

    /** One for each case of the scenario: y, n, or e. */
    private static String letters(String answer) throws IOException {
        StringBuilder letters = new StringBuilder();
        JSON.readTree(answer).forEach(letter -> letters.append(letter.asText()));
        return letters.toString();
    }

    private void compare(String what, List<Scenario> scenarios) throws Exception {
        int cases = 0;
        long allowed = 0;
        long raised = 0;
        List<String> differences = new ArrayList<>();
        try (PythonScript reference =
                PythonScript.start(DifferentialTest.class, "reference.py", "oslo_policy", "python3-oslo.policy")) {
            for (Scenario scenario : scenarios) {
                String expected = letters(reference.ask(scenario.json().toString()));
                String ours = quietly(scenario);
                List<Scenario.Case> asked = scenario.cases();
                assertEquals(asked.size(), expected.length());
                cases += asked.size();
                allowed += expected.chars().filter(letter -> letter == 'y').count();
                raised += expected.chars().filter(letter -> letter == 'e').count();
                for (int i = 0; i < asked.size(); i++) {
                    if ((expected.charAt(i) == 'y') != (ours.charAt(i) == 'y')) {
                        differences.add(expected.charAt(i) + " but " + ours.charAt(i) + ": " + asked.get(i) + " " + i
                                + " by " + scenario.files());
                    }
                }
            }
        }
        LOG.info(
                "{}: {} decisions compared with the reference, {} allowed, {} errors there, {} differences (seed {})",
                what,
                cases,
                allowed,
                raised,
                differences.size(),
                SEED);
        assertTrue(
                differences.size() + " differences, such as\n"
                        + differences.stream().limit(5).collect(Collectors.joining("\n")),
                differences.isEmpty());
        assertTrue("both answers are tested: " + allowed, allowed > cases / 100 && allowed < cases * 99L / 100);
    }

    private String quietly(Scenario scenario) throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            return scenario.decide(folder.newFolder().toPath());
        }
    }

    private static List<String> lines(String resource) throws Exception {
        try (InputStream in = DifferentialTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** Every rule once for each caller. */
    private Scenario each(Map<String, Object> rules, List<RequestContext> callers) throws Exception {
        List<Scenario.Case> cases = new ArrayList<>();
        for (String name : rules.keySet()) {
            for (RequestContext caller : callers) {
                cases.add(new Scenario.Case(name, caller, Map.of("v", "a")));
            }
        }
        String json = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(rules);
        return new Scenario(List.of(), true, true, "default").then(Map.of("policy.yaml", json), cases);
    }

    private List<Scenario.Case> questions(List<String> names, int count) {
        List<Scenario.Case> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = random.nextInt(20) == 0 ? "unheard of" : writer.pick(names);
            questions.add(new Scenario.Case(name, caller(), target()));
        }
        return questions;
    }

    private RequestContext caller() {
        Map<String, String> attributes = new HashMap<>();
        maybe(attributes, "user_id", "u1");
        maybe(attributes, "project_id", writer.pick(List.of("p1", "p2")));
        maybe(attributes, "project_domain_id", "d1");
        if (random.nextInt(4) == 0) {
            maybe(attributes, "system_scope", "all");
            maybe(attributes, "domain_id", "d1");
            maybe(attributes, "is_admin_project", "False");
            maybe(attributes, "service_project_id", "p1");
        }
        return Caller.of(
                attributes, some(List.of("admin", "member", "reader", "i\u0307")), some(List.of("Service", "member")));
    }

    private void maybe(Map<String, String> attributes, String name, String value) {
        if (random.nextInt(5) > 0) {
            attributes.put(name, value);
        }
    }

    private List<String> some(List<String> values) {
        return values.stream().filter(value -> random.nextInt(3) == 0).toList();
    }

    private Map<String, Object> target() {
        Map<String, Object> target = new HashMap<>();
        String owner = writer.pick(List.of("p1", "p2", "")).isEmpty() ? null : writer.pick(List.of("p1", "p2"));
        target.put("owner", owner);
        target.put("project_id", owner);
        target.put("member_id", random.nextBoolean() ? null : "p1");
        target.put("visibility", writer.pick(List.of("public", "private", "shared", "community")));
        target.put("protected", random.nextBoolean());
        target.put("min_disk", writer.pick(List.of(0, 1, 5)));
        target.put("name", writer.pick(List.of("admin", "u1", "100%", "\u00e9", "")));
        if (random.nextBoolean()) {
            target.put("user.id", "u1");
            target.put("a(b)", "p1");
        }
        return target;
    }
}
