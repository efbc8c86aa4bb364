package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * Which rows of the contract have a test, by what all tests cite with {@code @Covers}. Writes {@code
 * target/contract-coverage.txt}; fails where a test cites a row that there is not, where a row has both a test and a
 * reason not to have one, and where a row of a chapter that is held to it has neither: all of the API, and of what
 * operators see those about who may do what.
 */
public class ContractCoverageTest {
    private static final Path ROOT = Path.of(System.getProperty("vitrine.root", ".."));
    private static final Path REPORT = Path.of("target", "contract-coverage.txt");
    private static final Pattern COVERS = Pattern.compile("@Covers\\(([^)]*)\\)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final String OPERATOR = "op:";
    /** Chapters of what operators see whose rows all need a test or a reason. */
    private static final Set<String> HELD = Set.of("op:AUTH", "op:CTX", "op:POL", "op:PROP", "op:QUOTA", "op:CFG");

    private final Set<String> current = new LinkedHashSet<>();
    private final Set<String> later = new LinkedHashSet<>();
    /** Of each cited row the classes that cite it. */
    private final Map<String, Set<String>> cited = new TreeMap<>();
    /** Why a row has no test. */
    private final Map<String, String> reasons = new TreeMap<>();

    @Test
    public void everyRowHasATestOrAReason() throws IOException {
        readRows();
        readReasons();
        readTests();
        Set<String> unknown = new TreeSet<>(cited.keySet());
        unknown.removeAll(current);
        unknown.removeAll(later);
        assertEquals("tests cite rows that there are not", Set.of(), unknown);
        assertTrue("tests cite rows", cited.size() > 100);
        assertTrue("reasons are given for rows", current.containsAll(reasons.keySet()));
        Set<String> both = new TreeSet<>(reasons.keySet());
        both.retainAll(cited.keySet());
        assertEquals("rows have a test, and a reason to have none", Set.of(), both);
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, report());
        List<String> neither = current.stream()
                .filter(id -> !id.startsWith(OPERATOR) || HELD.contains(chapter(id)))
                .filter(id -> !cited.containsKey(id) && !reasons.containsKey(id))
                .toList();
        assertEquals("rows have neither a test nor a reason to have none", List.of(), neither);
    }

    private static String chapter(String id) {
        return id.replaceFirst("-\\d+[a-z]?$", "");
    }

    private void readRows() throws IOException {
        Set<String> rows = current;
        for (String line : resource("/contract-ids.txt")) {
            if (line.equals("later")) {
                rows = later;
            } else if (!line.startsWith("#")) {
                rows.add(line);
            }
        }
    }

    private void readReasons() throws IOException {
        for (String line : resource("/contract-reasons.txt")) {
            if (!line.startsWith("#")) {
                int space = line.indexOf(' ');
                reasons.put(line.substring(0, space), line.substring(space + 1));
            }
        }
    }

    private static String[] resource(String name) throws IOException {
        try (InputStream stream = ContractCoverageTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n");
        }
    }

    private void readTests() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(ROOT)) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/"))
                    .toList();
        }
        for (Path source : sources) {
            String name = source.getFileName().toString().replace(".java", "");
            Matcher covers = COVERS.matcher(Files.readString(source));
            while (covers.find()) {
                Matcher row = QUOTED.matcher(covers.group(1));
                while (row.find()) {
                    cited.computeIfAbsent(qualified(row.group(1)), id -> new TreeSet<>())
                            .add(name);
                }
            }
        }
    }

    /** Where only the operator contract has a row of that id, tests may leave its prefix out. */
    private String qualified(String id) {
        boolean known = current.contains(id) || later.contains(id);
        String operators = OPERATOR + id;
        return !known && (current.contains(operators) || later.contains(operators)) ? operators : id;
    }

    private List<String> report() {
        List<String> lines = new ArrayList<>();
        for (boolean operators : new boolean[] {false, true}) {
            Map<String, List<String>> chapters = current.stream()
                    .filter(id -> id.startsWith(OPERATOR) == operators)
                    .collect(Collectors.groupingBy(
                            ContractCoverageTest::chapter, LinkedHashMap::new, Collectors.toList()));
            List<String> without = chapters.values().stream()
                    .flatMap(List::stream)
                    .filter(id -> !cited.containsKey(id))
                    .toList();
            long reasoned = without.stream().filter(reasons::containsKey).count();
            long all = chapters.values().stream().mapToInt(List::size).sum();
            String summary = (operators ? "operator" : "API") + " contract: " + (all - without.size()) + " of " + all
                    + " rows have a test, " + reasoned + " a reason to have none";
            lines.add(summary);
            chapters.forEach((chapter, ids) -> lines.add(chapterLine(chapter, ids)));
            lines.add("");
        }
        lines.add("rows without a test, and why");
        reasons.forEach((id, reason) -> lines.add("  " + id + ": " + reason));
        lines.add("");
        lines.add("rows and their tests");
        cited.forEach((id, tests) -> lines.add("  " + id + ": " + String.join(", ", tests)));
        return lines;
    }

    private String chapterLine(String chapter, List<String> ids) {
        List<String> without = ids.stream()
                .filter(id -> !cited.containsKey(id) && !reasons.containsKey(id))
                .toList();
        String line =
                "  " + chapter + " " + ids.stream().filter(cited::containsKey).count() + "/" + ids.size();
        return without.isEmpty() ? line : line + ", without: " + String.join(" ", without);
    }
}
