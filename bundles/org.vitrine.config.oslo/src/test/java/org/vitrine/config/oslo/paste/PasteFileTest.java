package org.vitrine.config.oslo.paste;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.config.oslo.Python;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.spi.testkit.Covers;

@Covers("op:PIPE-10")
public class PasteFileTest {
    private static final String[] NAMES = {
        "pipeline:glance-api", "filter:cors", "composite:rootapp", "app: spaced ", "DEFAULT", "a]b", "filter:x y"
    };
    private static final String[] LINES = {
        "pipeline = a b c",
        "paste.filter_factory = x.y:Z.factory",
        "/: apiversions",
        "/v2: apiv2app",
        "Key = Case",
        "key = case",
        "here2 = %(here)s/x",
        "file = %(__file__)s",
        "ref = %(Key)s-%(key)s",
        "percent = 100%%",
        "   more",
        "\tmore = of it",
        "      deep",
        "# comment",
        "   # comment inside",
        "; other",
        "",
        "  ",
        "empty =",
        "use = egg:Paste#urlmap",
        "set debug = x",
        "here = elsewhere",
        "a : b = c",
        "a = b : c",
        "with = #hash ; semi",
        "  [filter:indented]"
    };
    private static final String[] BREAKING = {
        "no assignment",
        "= no key",
        "bad = %x",
        "bad = %(open",
        "bad = %(nosuch)s",
        "loop = %(loop)s",
        "pipeline = twice"
    };

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void readsWhatPasteDeployReads() throws Exception {
        Random random = new Random(20231004);
        int sound = 0;
        try (Python python = Python.start("/oslo/read_paste.py", "paste/deploy", "python3-pastedeploy")) {
            for (int i = 0; i < 600; i++) {
                Path file = folder.getRoot().toPath().resolve("generated-paste.ini");
                String text = text(random);
                Files.writeString(file, text);
                JsonNode expected = python.ask(Map.of("file", file.toString()));
                if (expected.has("error")) {
                    assertThrows(text, BrokenConfiguration.class, () -> read(file));
                } else {
                    sound++;
                    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
                    for (JsonNode section : expected.get("sections")) {
                        Map<String, String> keys = new LinkedHashMap<>();
                        section.get(1)
                                .forEach(pair -> keys.put(
                                        pair.get(0).asText(), pair.get(1).asText()));
                        sections.put(section.get(0).asText(), keys);
                    }
                    assertEquals(text, sections, read(file));
                }
            }
        }
        assertTrue("of both kinds there must be many: " + sound, sound > 150 && sound < 500);
    }

    private static Map<String, Map<String, String>> read(Path path) {
        PasteFile file = PasteFile.read(path);
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        file.sections().forEach(section -> sections.put(section, file.keys(section)));
        return sections;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(9) == 0 ? "" : "[filter:first]\n");
        for (int i = random.nextInt(20); i > 0; i--) {
            int kind = random.nextInt(20);
            if (kind == 0) {
                text.append(BREAKING[random.nextInt(BREAKING.length)]);
            } else if (kind < 4) {
                text.append('[')
                        .append(NAMES[random.nextInt(NAMES.length)])
                        .append(i)
                        .append(']');
            } else if (kind == 4) {
                text.append('[').append(NAMES[random.nextInt(NAMES.length)]).append("] rest");
            } else {
                String line = LINES[random.nextInt(LINES.length)];
                // A key twice in a section is an error; numbers keep most of them apart.
                text.append(
                        line.matches("[A-Za-z].*") && random.nextInt(6) > 0 ? line.replaceFirst("\\b", "k" + i) : line);
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    public void saysTheLineOfWhatIsWrong() {
        BrokenConfiguration e = assertThrows(
                BrokenConfiguration.class, () -> PasteFile.parse("p.ini", "[filter:a]\nx = 1\nnonsense\n", Map.of()));
        assertEquals("p.ini:3: neither a section nor KEY = VALUE", e.getMessage());
    }

    @Test
    public void refusesTwoSectionsOfOneName() {
        PasteFile file = PasteFile.parse("p.ini", "[app:x]\na = 1\n[composite:x]\na = 1\n", Map.of());
        assertThrows(BrokenConfiguration.class, () -> file.find("x", List.of("app", "composite")));
    }
}
