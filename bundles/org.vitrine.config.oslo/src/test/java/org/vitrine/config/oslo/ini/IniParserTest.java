package org.vitrine.config.oslo.ini;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.config.oslo.Python;
import org.vitrine.spi.testkit.Covers;

@Covers("op:CFG-2")
public class IniParserTest {
    private static final String[] PIECES = {
        "[DEFAULT]",
        "[database]",
        "[ odd name ]",
        "[]",
        "[open",
        "[a] # b",
        "[a]b]",
        "key = value",
        "key: value",
        "key=a:b",
        "key:a=b",
        " continued",
        "\tcontinued = too",
        "# comment",
        " # no comment",
        "; comment",
        "",
        "  ",
        "key =",
        "= value",
        ": value",
        "key = \"quoted\"",
        "key = 'it''s'",
        "key = \"open",
        "key = \"",
        "key = ''",
        "key = \"a\" b \"c\"",
        "no assignment",
        "key = trailing  \u00a0",
        "\u00a0key = nbsp",
        "kéy = wért",
        "key = a\u000bb",
        "key = \u2028x",
        "k\u0085 = v",
        "key = a#b",
        "a.b = c",
        "key == value",
        "\u001f[x]",
        "[default]",
        "[DEFAULT] "
    };
    private static final String[] ENDS = {"\n", "\n", "\n", "\n", "\r\n", "\r"};

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void readsWhatOsloConfigReadsAndRefusesWhatItRefuses() throws Exception {
        Random random = new Random(20231004);
        int broken = 0;
        try (Python python = Python.start("/oslo/read_ini.py", "oslo_config", "python3-oslo.config")) {
            for (int i = 0; i < 1500; i++) {
                Path file = folder.getRoot().toPath().resolve("generated.conf");
                String text = text(random, i % 3 == 0 ? 30 : 8);
                Files.write(file, text.getBytes(StandardCharsets.UTF_8));
                JsonNode expected = python.ask(Map.of("mode", "parse", "file", file.toString()));
                String what = "file " + i + ":\n" + text.replace("\r", "<CR>");
                if (expected.has("error")) {
                    broken++;
                    BrokenConfiguration e = assertThrows(what, BrokenConfiguration.class, () -> IniFile.read(file));
                    assertTrue(e.getMessage(), e.getMessage().startsWith("generated.conf:"));
                } else {
                    compare(what, expected.get("entries"), IniFile.read(file).assignments());
                }
            }
        }
        assertTrue("of both kinds there must be many: " + broken, broken > 200 && broken < 1300);
    }

    private static void compare(String what, JsonNode expected, List<Assignment> assignments) {
        assertEquals(what, expected.size(), assignments.size());
        for (int i = 0; i < expected.size(); i++) {
            Assignment assignment = assignments.get(i);
            assertEquals(what, expected.get(i).get(0).asText(), assignment.section());
            assertEquals(what, expected.get(i).get(1).asText(), assignment.key());
            assertEquals(what, expected.get(i).get(2).asText(), assignment.value());
        }
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder(random.nextInt(8) > 0 ? "[DEFAULT]\n" : "");
        int lines = random.nextInt(most);
        for (int i = 0; i < lines; i++) {
            // Most files shall be sound ones, so the pieces that break them are rare.
            String piece = PIECES[random.nextInt(PIECES.length)];
            while (breaks(piece) && random.nextInt(12) > 0) {
                piece = PIECES[random.nextInt(PIECES.length)];
            }
            text.append(piece).append(ENDS[random.nextInt(ENDS.length)]);
        }
        return text.toString();
    }

    private static boolean breaks(String piece) {
        return List.of("[]", "[open", "[a] # b", "= value", ": value", "no assignment", "\u001f[x]")
                        .contains(piece)
                || piece.startsWith(" ")
                || piece.startsWith("\t");
    }

    @Test
    public void saysTheFileAndTheLineOfWhatIsWrong() {
        BrokenConfiguration e = assertThrows(
                BrokenConfiguration.class, () -> IniParser.parse("a.conf", "[DEFAULT]\nx = 1\n\n  y = secret\n"));
        assertEquals(
                "a.conf:4: a line that begins with white space continues a value, and there is none before it",
                e.getMessage());
    }

    @Test
    public void remembersTheLineOfEachKey() {
        List<Assignment> assignments = IniParser.parse("a.conf", "[a]\nx = 1\n   2\n# z\ny = 3");
        assertEquals(List.of(new Assignment("a", "x", "1\n2", 2), new Assignment("a", "y", "3", 5)), assignments);
    }

    @Test
    public void refusesWhatIsNoText() throws Exception {
        Path file = folder.newFile("latin.conf").toPath();
        Files.write(file, new byte[] {'[', 'a', ']', '\n', 'x', '=', (byte) 0xe9, '\n'});
        BrokenConfiguration e = assertThrows(BrokenConfiguration.class, () -> IniFile.read(file));
        assertEquals("latin.conf: not UTF-8", e.getMessage());
    }

    @Test
    public void refusesWhatIsTooLarge() throws Exception {
        Path file = folder.newFile("large.conf").toPath();
        Files.write(file, new byte[(4 << 20) + 1]);
        BrokenConfiguration e = assertThrows(BrokenConfiguration.class, () -> IniFile.read(file));
        assertEquals("large.conf: larger than 4194304 bytes", e.getMessage());
    }
}
