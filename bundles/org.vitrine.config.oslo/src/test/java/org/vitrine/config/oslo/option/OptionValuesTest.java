package org.vitrine.config.oslo.option;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.config.oslo.Python;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.ini.IniFile;
import org.vitrine.spi.testkit.Covers;

@Covers({"op:CFG-2", "op:CFG-3", "op:CFG-6"})
public class OptionValuesTest {
    private static final List<String> TABLE = List.of(
            "[DEFAULT]",
            "name  text  -  unsupported",
            "path  text  /var/$name  unsupported",
            "choice  text(one|two)  one  unsupported",
            "level  text(None|MAC|Encrypt)~  None  unsupported",
            "flag  bool  False  unsupported  was old/flag /old_flag",
            "count  int(1..10)  5  unsupported  was other/number",
            "free  int  -  unsupported",
            "cap  int(1..9223372036854775808)  1099511627776  unsupported",
            "ratio  float(0.5..4.5)  1.0  unsupported",
            "any_float  float  -  unsupported",
            "port  port  -  unsupported",
            "host  host  0.0.0.0  unsupported",
            "items  list  a,b  unsupported  was /things",
            "bounded  list[]  [a,b]  unsupported",
            "ports  list[] of port  [80,443]  unsupported",
            "quoted  list[] of quoted  ['a',b]  unsupported",
            "hosts  list[] of host  []  unsupported",
            "pairs  dict  -  unsupported",
            "dirs  multi  etc  unsupported  was other/folders /old_dirs",
            "[other]",
            "text  text  -  unsupported",
            "name  text  of other  unsupported",
            "number2  int(..9)  -  unsupported");
    private static final String[] TEXTS = {
        "",
        "x",
        "one",
        "two",
        "ONE",
        "encrypt",
        "mac",
        "true",
        "Yes",
        "0",
        "off",
        "maybe",
        "1",
        "7",
        "10",
        "11",
        "-3",
        " 8 ",
        "+4",
        "1_0",
        "1__0",
        "007",
        "٣",
        "0x10",
        "1.5",
        "1e3",
        ".5",
        "5.",
        "1_0.5",
        "inf",
        "-Infinity",
        "nan",
        "1.5.2",
        "9223372036854775808",
        "9223372036854775809",
        "99999999999999999999",
        "65535",
        "65536",
        "127.0.0.1",
        "127.0.0.256",
        "1.2.3",
        "01.2.3.4",
        "::1",
        "fe80::1%eth0",
        "1::2::3",
        "::ffff:1.2.3.4",
        "2001:db8::",
        "::",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:9",
        "host.example.org",
        "host.example.org.",
        "-host",
        "host_name",
        "a,b,c",
        "a, b ,c,",
        ",",
        "a,,b",
        "[a,b]",
        "[]",
        "[ a , b ],",
        "[80, 443]",
        "[80,x]",
        "[a",
        "[1.2.3.4,host]",
        "a:b",
        "a:b,c:d",
        "a:b:c,d",
        "a:b, c : d ",
        ":b",
        "a:b,a:c",
        "a",
        "a,b:c",
        "$name",
        "${name}",
        "$name-$count",
        "$$name",
        "\\$name",
        "$",
        "$1",
        "${",
        "${name",
        "$nosuch",
        "${other.text}",
        "$other.text",
        "$Other.text",
        "${OTHER.text}",
        "$flag",
        "$items",
        "$pairs",
        "$ratio",
        "$cap",
        "$free",
        "$text",
        "$path",
        "$dirs",
        "$port.",
        "${DEFAULT.name}",
        "$DEFAULT.name",
        "pa$$$$word",
        "$old_flag",
        "${old.flag}",
        "\u017f",
        "$\u017fx",
        "line\n  two",
        "$name\n $count",
        "\"quoted\"",
        "'a','b'",
        "it's",
        "a\\b",
        "$ports",
        "$bounded"
    };
    private static final String[] SECTIONS = {
        "DEFAULT", "DEFAULT", "DEFAULT", "DEFAULT", "Other", "other", "OTHER", "old", "default"
    };

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final OptionTable table = OptionTable.parse(TABLE);

    @Test
    public void givesTheValuesThatOsloConfigGives() throws Exception {
        Random random = new Random(20231004);
        List<Object> options = options();
        Map<String, Integer> outcomes = new TreeMap<>();
        try (Python python = Python.start("/oslo/read_ini.py", "oslo_config", "python3-oslo.config")) {
            for (int i = 0; i < 400; i++) {
                List<Path> files = files(random, i);
                Map<String, String> environment = environment(random);
                JsonNode answer = python.ask(Map.of(
                        "mode",
                        "values",
                        "files",
                        files.stream().map(Path::toString).toList(),
                        "env",
                        environment,
                        "options",
                        options));
                compare(i, files, environment, answer.get("values"), outcomes);
            }
        }
        assertTrue(outcomes.toString(), outcomes.get("value") > 5000 && outcomes.get("error") > 800);
    }

    private void compare(
            int i, List<Path> files, Map<String, String> environment, JsonNode answers, Map<String, Integer> outcomes)
            throws Exception {
        OptionValues values =
                new OptionValues(table, files.stream().map(IniFile::read).toList(), environment);
        int next = 0;
        for (Option option : table.all()) {
            JsonNode answer = answers.get(next++);
            String expected = answer.has("error") ? "error" : shown(answer.get("value"));
            String actual;
            try {
                actual = shown(values.effective(option));
            } catch (BrokenConfiguration e) {
                actual = "error";
            }
            outcomes.merge(actual.equals("error") ? "error" : "value", 1, Integer::sum);
            if (!expected.equals(actual)) {
                StringBuilder what = new StringBuilder("case " + i + ", " + option.name() + " " + environment);
                for (Path file : files) {
                    what.append("\n---\n").append(Files.readString(file));
                }
                assertEquals(what.toString(), expected, actual);
            }
        }
    }

    private static String shown(JsonNode node) {
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(shown(item)));
            return items.toString();
        }
        return node.isNull() ? "None" : node.asText();
    }

    private static String shown(Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(OptionValuesTest::shown).toList().toString();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> List.of(entry.getKey(), entry.getValue()))
                    .toList()
                    .toString();
        }
        return PythonValue.text(value);
    }

    private List<Object> options() {
        List<Object> options = new ArrayList<>();
        String group = null;
        for (String line : TABLE) {
            if (line.startsWith("[")) {
                group = line.substring(1, line.length() - 1);
                continue;
            }
            String[] cells = line.split(" {2,}");
            Map<String, Object> option = new LinkedHashMap<>();
            option.put("group", group);
            option.put("name", cells[0]);
            option.put("type", cells[1]);
            option.put("default", cells[2].equals("-") ? null : byDefault(cells));
            option.put(
                    "old",
                    table.option(group, cells[0]).oldNames().stream()
                            .map(old -> List.of(old.group(), old.name()))
                            .toList());
            options.add(option);
        }
        return options;
    }

    /** Of an option that may be given several times, oslo.config takes the default as a list. */
    private static Object byDefault(String[] cells) {
        return cells[1].equals("multi") ? List.of(cells[2]) : cells[2];
    }

    private List<Path> files(Random random, int number) throws Exception {
        List<Path> files = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Path file = folder.getRoot().toPath().resolve("case-" + i + ".conf");
            StringBuilder text = new StringBuilder();
            for (int section = random.nextInt(3); section >= 0; section--) {
                text.append('[')
                        .append(SECTIONS[random.nextInt(SECTIONS.length)])
                        .append("]\n");
                for (int line = random.nextInt(number % 2 == 0 ? 6 : 12); line >= 0; line--) {
                    text.append(key(random))
                            .append(" = ")
                            .append(TEXTS[random.nextInt(TEXTS.length)])
                            .append('\n');
                }
            }
            Files.writeString(file, text);
            files.add(file);
        }
        return files;
    }

    private String key(Random random) {
        List<Option> all = List.copyOf(table.all());
        Option option = all.get(random.nextInt(all.size()));
        List<String> names = new ArrayList<>(List.of(option.name(), option.name()));
        option.oldNames().forEach(old -> names.add(old.name()));
        return names.get(random.nextInt(names.size()));
    }

    private static Map<String, String> environment(Random random) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (random.nextInt(4) == 0) {
            environment.put("OS_DEFAULT__NAME", "from the environment");
        }
        if (random.nextInt(4) == 0) {
            environment.put("OS_OTHER__NUMBER2", TEXTS[random.nextInt(TEXTS.length)]);
        }
        if (random.nextInt(4) == 0) {
            environment.put("OS_DEFAULT__FLAG", "yes");
        }
        return environment;
    }

    @Test
    public void saysWhatIsWrongWithoutTheValue() throws Exception {
        BrokenConfiguration e = assertThrows(
                BrokenConfiguration.class,
                () -> values("[DEFAULT]\nx=y\ncount = s3cret\n").find("DEFAULT", "count"));
        assertEquals("[DEFAULT] count (a.conf:3): must be a whole number", e.getMessage());
    }

    @Test
    public void findsAReferenceToItself() throws Exception {
        BrokenConfiguration e = assertThrows(
                BrokenConfiguration.class,
                () -> values("[DEFAULT]\nname = $path\npath = $name\n").find("DEFAULT", "name"));
        assertTrue(e.getMessage(), e.getMessage().contains("refers to itself"));
    }

    @Test
    public void readsAnOptionFromTheGroupOfAStore() throws Exception {
        OptionTable stores = OptionTable.parse(List.of(
                "[DEFAULT]",
                "root  text  /srv  unsupported",
                "[store any]",
                "weight  int  0  unsupported",
                "[store file]",
                "datadir  text  /x  unsupported  was /dir"));
        Path file = folder.newFile("a.conf").toPath();
        Files.writeString(file, "[Fast]\ndir = $root/$weight\nweight = 7\n");
        OptionValues values = new OptionValues(stores, List.of(IniFile.read(file)), Map.of());
        values.declareStores("fast", List.of("file"));
        assertEquals(
                Optional.of("/srv/7"),
                values.find(stores.option("store file", "datadir"), "fast").map(Setting::text));
        assertEquals("datadir", values.option("FAST", "dir").orElseThrow().name());
    }

    private OptionValues values(String text) throws Exception {
        Path file = folder.getRoot().toPath().resolve("a.conf");
        Files.writeString(file, text);
        return new OptionValues(table, List.of(IniFile.read(file)), Map.of());
    }
}
