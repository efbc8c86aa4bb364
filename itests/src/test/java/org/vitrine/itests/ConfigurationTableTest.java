package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * {@code docs/configuration.md} is what the code says of its keys: the bundles' metatypes, which the build makes of the
 * annotations. {@code -Dvitrine.docs.write=true} writes it anew.
 */
public class ConfigurationTableTest {
    private static final Path ROOT = Path.of(System.getProperty("vitrine.root", ".."));
    private static final Path DOCUMENT = ROOT.resolve("docs/configuration.md");
    private static final Pattern FILE = Pattern.compile("(org\\.vitrine\\.[^-]*?)(-NAME|-main)?\\.cfg(\\.sample)?");
    private static final Pattern KEY = Pattern.compile("(?m)^#? ?([a-z0-9.]+) ?=");
    private static final String HEAD = """
            # All keys of all configurations

            A configuration is a file `PID.cfg` in the data directory's `etc/`, or in `--config`. Where the title says `PID-NAME`
            there may be several, each with a name of its own. Keys that are missing have their defaults. Lists are separated by
            commas. Every file is there in [etc/](../etc), with its keys and more words about them; this table is written by
            `mvn verify -Dvitrine.docs.write=true` from what the code says.

            `driver.target` in `org.vitrine.core.identity`, `.policy`, `.property`, `.quota`, `.metadata`, `.executor` and
            `.keymanager` says which driver of the concern is used, as a filter of service properties such as
            `(vitrine.driver=keystone)`. The files `org.apache.felix.http.cfg` (port, TLS), `org.apache.karaf.shell.cfg`,
            `org.ops4j.datasource-vitrine.cfg` (database) and `org.ops4j.pax.logging.cfg` are those of Felix, Karaf and Pax.
            """;

    @Test
    public void theDocumentIsWhatTheCodeSays() throws Exception {
        String table = HEAD + tables();
        if (Boolean.getBoolean("vitrine.docs.write")) {
            Files.writeString(DOCUMENT, table);
        }
        assertEquals("rewrite it with -Dvitrine.docs.write=true", table, Files.readString(DOCUMENT));
    }

    /** What is there for an operator to uncomment or copy would be warned of otherwise. */
    @Test
    public void everyKeyOfTheShippedFilesIsKnown() throws Exception {
        Map<String, Set<String>> known = new TreeMap<>();
        for (Path metatype : metatypes()) {
            Element root = parse(metatype);
            Element designate = elements(root, "Designate").get(0);
            Set<String> keys = known.computeIfAbsent(
                    designate.getAttribute("factoryPid") + designate.getAttribute("pid"), pid -> new TreeSet<>());
            elements(root, "AD").forEach(key -> keys.add(key.getAttribute("id")));
        }
        List<String> unknown = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("etc"))) {
            for (Path file : files.sorted().toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    Set<String> keys = known.getOrDefault(name.group(1), Set.of());
                    Matcher key = KEY.matcher(Files.readString(file));
                    while (key.find()) {
                        if (!keys.contains(key.group(1)) && !key.group(1).endsWith(".target")) {
                            unknown.add(file.getFileName() + ": " + key.group(1));
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), unknown);
    }

    private static Element parse(Path metatype) throws IOException, ParserConfigurationException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(metatype.toFile())
                .getDocumentElement();
    }

    private static String tables() throws IOException, ParserConfigurationException, SAXException {
        Map<String, String> tables = new TreeMap<>();
        for (Path metatype : metatypes()) {
            Element root = parse(metatype);
            Element designate = elements(root, "Designate").get(0);
            String factory = designate.getAttribute("factoryPid");
            String pid = factory.isEmpty() ? designate.getAttribute("pid") : factory + "-NAME";
            tables.put(pid, table(pid, elements(root, "OCD").get(0)));
        }
        assertFalse("the bundles are built", tables.isEmpty());
        return String.join("", tables.values());
    }

    private static List<Path> metatypes() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("bundles"))) {
            return files.filter(file -> file.toString().matches(".*/target/classes/OSGI-INF/metatype/[^/]*\\.xml"))
                    .toList();
        }
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList all = parent.getElementsByTagName(name);
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .toList();
    }

    private static String table(String pid, Element definition) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("## " + pid);
        lines.add("");
        lines.add(words(definition));
        lines.add("");
        lines.add("| key | kind | default | meaning |");
        lines.add("|---|---|---|---|");
        for (Element key : elements(definition, "AD")) {
            lines.add("| "
                    + Stream.of("`" + key.getAttribute("id") + "`", kind(key), standard(key), words(key))
                            .map(cell -> cell.replace("|", "\\|"))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String kind(Element key) {
        String type = switch (key.getAttribute("type")) {
            case "String" -> "text";
            case "Boolean" -> "true, false";
            case "Password" -> "secret";
            default -> "number";
        };
        boolean one = Arrays.asList("", "0").contains(key.getAttribute("cardinality"));
        return one ? type : "list";
    }

    private static String standard(Element key) {
        String value = key.getAttribute("default");
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static String words(Element definition) {
        String description = definition.getAttribute("description");
        return description.isEmpty() ? definition.getAttribute("name") : description;
    }
}
