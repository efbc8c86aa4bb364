package org.vitrine.property.rules.pattern;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.server.PythonScript;

/** Expressions are found where Python finds them, and hostile ones cost no more than others. */
@Covers("op:PROP-4")
public class NamePatternTest {
    private static final Logger LOG = LoggerFactory.getLogger(NamePatternTest.class);
    private static final long SEED = Long.getLong("vitrine.test.seed", 20231101);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    public void whatOperatorsWrite() throws Exception {
        found("^x_.*", "x_", "x_owner");
        missed("^x_.*", "y_x_", "X_");
        found(".*", "", "anything");
        found("owner", "x_owner_y");
        found("^(?!os_glance)", "", "hw_disk", "os_glanc");
        missed("^(?!os_glance)", "os_glance", "os_glance_x");
        found("^(hw|os)_[a-z]+$", "hw_disk", "os_type");
        missed("^(hw|os)_[a-z]+$", "hw_", "xhw_disk", "hw_disk1");
        found("(?i)^Foo$", "foo", "FOO");
        found("(?<=_)id$", "user_id");
        missed("(?<=_)id$", "userid");
        found("^a{2,3}$", "aa", "aaa");
        missed("^a{2,3}$", "a", "aaaa");
    }

    @Test
    public void whatIsRefused() {
        for (String refused : List.of(
                "(",
                ")",
                "[",
                "*",
                "a**",
                "a{2,1}",
                "\\",
                "\\q",
                "[z-a]",
                "(?P<a>x)(?P<a>y)",
                "(?<=a*)b",
                "^*",
                "a(?i)",
                "(?",
                "a{1001}",
                "(a)\\1",
                "(?P<a>x)(?P=a)",
                "(?>a)",
                "a++",
                "(a)?(?(1)b|c)",
                "(?P>a)",
                "(?#",
                "(?<a>b)")) {
            BadPatternException e = assertThrows(refused, BadPatternException.class, () -> NamePattern.of(refused));
            assertTrue(e.getMessage(), e.getMessage().contains(" at position "));
        }
    }

    @Test(timeout = 30_000)
    public void hostileExpressionsCostNothing() throws Exception {
        String name = "a".repeat(255) + "b";
        for (String hostile : List.of(
                "^(a+)+$",
                "^(a|a)*$",
                "^(a|aa)+$",
                "^(a*)*$",
                "^((a*)*)*$",
                "(a?){100}a{100}$",
                "^(?=(a+)+$)",
                "(.*)*(.*)*(.*)*c",
                "^(?!(a*a*)*b)",
                "(?<=(a|b){100})c",
                "((((((((a*)*)*)*)*)*)*)*)*$")) {
            long start = System.nanoTime();
            NamePattern.of(hostile).foundIn(name);
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(hostile + " took " + millis + " ms", millis < 2000);
        }
        for (String huge : List.of(
                "((a{100}){100}){100}",
                "a{1000}{1000}",
                "((((((((((a|b){9}){9}){9}){9}){9}){9}){9}){9}){9})",
                "(".repeat(100_000),
                "(?:".repeat(500) + ")".repeat(500),
                "a|".repeat(100_000),
                "[".repeat(100_000))) {
            assertThrows(BadPatternException.class, () -> NamePattern.of(huge));
        }
    }

    @Test
    public void findsWhatPythonFinds() throws Exception {
        PatternWriter writer = new PatternWriter(new Random(SEED));
        int patterns = 0;
        int searches = 0;
        int refused = 0;
        int hits = 0;
        List<String> differences = new ArrayList<>();
        try (PythonScript reference = PythonScript.start(
                NamePatternTest.class, "/org/vitrine/property/rules/reference.py", "glance", "python3-glance")) {
            while (patterns < 8000) {
                ObjectNode question = JSON.createObjectNode().put("pattern", writer.pattern());
                ArrayNode texts = question.putArray("texts");
                for (int i = 0; i < 8; i++) {
                    texts.add(writer.text());
                }
                patterns++;
                JsonNode expected = JSON.readTree(reference.ask(question.toString()));
                JsonNode ours = answers(question);
                if (ours.isMissingNode()) {
                    continue; // left out on purpose
                }
                if (expected.isNull()) {
                    refused++;
                }
                for (JsonNode hit : expected) {
                    searches++;
                    hits += hit.asBoolean() ? 1 : 0;
                }
                if (!expected.equals(ours)) {
                    differences.add(question + "\n python " + expected + "\n ours   " + ours);
                }
            }
        }
        LOG.info(
                "{} random expressions, {} of them refused by Python, {} searches with {} hits: {} differences (seed {})",
                patterns,
                refused,
                searches,
                hits,
                differences.size(),
                SEED);
        assertEquals(String.join("\n", differences.subList(0, Math.min(5, differences.size()))), 0, differences.size());
        assertTrue("" + hits, hits > searches / 10 && hits < searches * 9 / 10);
    }

    private static JsonNode answers(ObjectNode question) {
        ArrayNode answers = JSON.createArrayNode();
        try {
            NamePattern pattern = NamePattern.of(question.get("pattern").asText());
            question.get("texts").forEach(text -> answers.add(pattern.foundIn(text.asText())));
            return answers;
        } catch (BadPatternException e) {
            return e.getMessage().contains("not supported") ? JSON.missingNode() : JSON.nullNode();
        }
    }

    private static void found(String pattern, String... texts) throws Exception {
        for (String text : texts) {
            assertTrue(pattern + " in " + text, NamePattern.of(pattern).foundIn(text));
        }
    }

    private static void missed(String pattern, String... texts) throws Exception {
        for (String text : texts) {
            assertFalse(pattern + " in " + text, NamePattern.of(pattern).foundIn(text));
        }
    }
}
