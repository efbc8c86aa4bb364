package org.vitrine.policy.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.policy.oslo.files.PolicyFileException;
import org.vitrine.policy.oslo.files.PolicyFiles;
import org.vitrine.spi.testkit.Covers;

/** Which files count, and what their text means. */
public class PolicyFilesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path first;
    private Path second;

    @Before
    public void makeDirectories() throws Exception {
        first = folder.newFolder("first").toPath();
        second = folder.newFolder("second").toPath();
    }

    @Test
    @Covers({"op:POL-20", "op:POL-29"})
    public void theFirstMatchOnTheSearchPathCounts() throws Exception {
        assertEquals("no file is fine", Map.of(), read("policy.yaml"));
        write(second, "policy.json", "{\"a\": \"json\"}");
        assertEquals(Map.of("a", "json"), read("policy.yaml"));
        assertEquals("the operator chose another name", Map.of(), read("policy.yml"));
        write(second, "policy.yaml", "a: second");
        assertEquals(Map.of("a", "second"), read("policy.yaml"));
        write(first, "policy.yaml", "a: first");
        assertEquals(Map.of("a", "first"), read("policy.yaml"));
        assertEquals(Map.of("a", "second"), read(second.resolve("policy.yaml").toString()));
        assertEquals(Map.of(), read(folder.getRoot() + "/missing.yaml"));
    }

    @Test
    @Covers({"op:POL-21", "op:POL-30"})
    public void directoriesApplyInOrderAfterTheFile() throws Exception {
        write(second, "policy.yaml", "a: file\nb: file\nc: file\nd: file");
        write(first, "policy.d/20.yaml", "b: twenty\nc: twenty");
        write(first, "policy.d/10.json", "{\"b\": \"ten\", \"d\": \"ten\"}");
        write(first, "policy.d/.hidden.yaml", "{ broken");
        write(first, "policy.d/sub/30.yaml", "{ broken");
        write(second, "policy.d/90.yaml", "a: shadowed by the first policy.d");
        write(second, "more/1", "c: more");
        Files.createSymbolicLink(
                first.resolve("policy.d/30-link"),
                Files.writeString(folder.newFile().toPath(), "e: linked"));
        assertEquals(
                Map.of("a", "file", "b", "twenty", "c", "more", "d", "ten", "e", "linked"),
                read(
                        "policy.yaml",
                        "policy.d",
                        "nowhere",
                        second.resolve("more").toString()));
        assertEquals(Map.of("b", "twenty", "c", "twenty", "d", "ten", "e", "linked"), read("none.yaml", "policy.d"));
    }

    @Test
    @Covers("op:POL-30")
    public void whatIsNoDirectoryIsAnError() throws Exception {
        write(first, "policy.d", "a: b");
        assertBroken("is not a directory", "policy.yaml", "policy.d");
    }

    @Test
    @Covers({"op:POL-1", "op:POL-11"})
    public void jsonAndYamlMeanTheSame() throws Exception {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("a", "role:admin or role:x");
        expected.put("b", List.of(List.of("role:a", "role:b"), "role:c"));
        expected.put("c", "");
        expected.put("d", List.of());
        assertEquals(
                expected,
                text(
                        "{\"a\": \"role:admin or role:x\",\t\"b\": [[\"role:a\", \"role:b\"], \"role:c\"], \"c\": \"\", \"d\": []}"));
        assertEquals(
                expected,
                text("# comment\n---\na: role:admin or role:x\nb: [[role:a, 'role:b'], \"role:c\"]\n'c': ''\nd: []\n"));
        assertEquals(
                expected,
                text("\ufeffa: >-\n  role:admin\n  or role:x\nb:\n- - role:a\n  - role:b\n- role:c\nc: \"\"\nd: []"));
        assertEquals(expected, text("a: &a role:admin or role:x\nb: [[role:a, role:b], role:c]\n<<: {c: '', d: []}"));
        assertEquals(Map.of("a", "x", "b", "x"), text("a: &same x\nb: *same"));
        assertEquals("the last one counts", Map.of("a", "2"), text("a: '1'\na: '2'"));
        assertEquals("the last one counts", Map.of("a", "2"), text("{\"a\": \"1\", \"a\": \"2\"}"));
    }

    @Test
    @Covers("op:POL-1")
    public void emptyFilesSayNothing() throws Exception {
        for (String empty :
                List.of("", " \n", "# comment", "{}", "[]", "null", "~", "\"\"", "false", "0", "---\n...")) {
            assertEquals(empty, Map.of(), text(empty));
        }
    }

    @Test
    public void namesAreText() throws Exception {
        assertEquals(Map.of("yes", "b"), text("yes: a\n\"yes\": b\n5: c\n~: d"));
    }

    @Test
    @Covers({"op:POL-1", "op:POL-32"})
    public void brokenFilesAreErrors() throws Exception {
        for (String broken : List.of(
                "{",
                "a: b: c",
                "a: @x",
                "- a\n- b",
                "text",
                "5",
                "{\"a\": \"b\"} {\"c\": \"d\"}",
                "a: b\n---\nc: d",
                "a: 'open",
                "\u0000",
                "a: !!java.net.URL http://x",
                "a: !!python/object/apply:os.system [x]",
                "a: *unknown")) {
            PolicyFileException e = assertThrows(broken, PolicyFileException.class, () -> text(broken));
            assertTrue(e.getMessage(), e.getMessage().startsWith("Policy file " + first));
        }
        Files.write(first.resolve("policy.yaml"), "a: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertBroken("is not UTF-8", "policy.yaml");
        Files.delete(first.resolve("policy.yaml"));
        Files.createDirectory(first.resolve("policy.yaml"));
        assertBroken("cannot be read", "policy.yaml");
    }

    @Test(timeout = 20_000)
    public void hostileFilesCostLittle() throws Exception {
        Files.writeString(first.resolve("policy.yaml"), "a: '" + "x".repeat(1 << 20) + "'");
        assertBroken("is longer than", "policy.yaml");
        StringBuilder laughs = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 200; i++) {
            laughs.append("l" + i + ": &l" + i + " [")
                    .append(("*l" + (i - 1) + ", ").repeat(9))
                    .append("*l" + (i - 1))
                    .append("]\n");
        }
        assertThrows(PolicyFileException.class, () -> text(laughs.toString()));
        assertThrows(PolicyFileException.class, () -> text("a: " + "[".repeat(400_000)));
        assertThrows(PolicyFileException.class, () -> text("{\"a\": " + "[".repeat(400_000)));
        assertThrows(PolicyFileException.class, () -> text("{\"a\": " + "[".repeat(1000) + "]".repeat(1000) + "}"));
        assertThrows(PolicyFileException.class, () -> text("? ".repeat(100_000)));
        assertEquals(Map.of("a", List.of("&x")), text("a: ['&x']"));
        assertThrows(PolicyFileException.class, () -> text("a: &x [*x]\n? *x\n: y"));
        for (int i = 0; i <= 1000; i++) {
            write(first, "policy.d/" + i, "a: b");
        }
        assertBroken("holds more than 1000 files", "none.yaml", "policy.d");
    }

    private Map<String, Object> text(String text) throws Exception {
        Files.writeString(first.resolve("policy.yaml"), text);
        return read("policy.yaml");
    }

    private Map<String, Object> read(String file, String... directories) throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            return PolicyFiles.read(files(file, directories).list());
        }
    }

    private void assertBroken(String words, String file, String... directories) {
        PolicyFileException e = assertThrows(PolicyFileException.class, () -> read(file, directories));
        assertTrue(e.getMessage(), e.getMessage().contains(words));
    }

    private PolicyFiles files(String file, String... directories) {
        return new PolicyFiles(List.of(first, second), file, Arrays.asList(directories));
    }

    private static void write(Path directory, String name, String text) throws Exception {
        Path path = directory.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
