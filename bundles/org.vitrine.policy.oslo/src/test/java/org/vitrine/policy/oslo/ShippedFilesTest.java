package org.vitrine.policy.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.policy.oslo.files.PolicyFiles;

/** The shipped files say what the code does. */
public class ShippedFilesTest {
    private static final Path ETC = Path.of("..", "..", "etc");
    private static final Pattern KEY = Pattern.compile("(?m)^(#?)([a-z][a-z.]*) =(.*)$");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theConfigurationNamesEveryKeyAtItsDefault() throws Exception {
        String text = Files.readString(ETC.resolve("org.vitrine.policy.oslo.cfg"), StandardCharsets.US_ASCII);
        Map<String, String> shown = new TreeMap<>();
        Set<String> active = new TreeSet<>();
        KEY.matcher(text).results().forEach(match -> {
            shown.put(match.group(2), match.group(3).strip());
            if (match.group(1).isEmpty()) {
                active.add(match.group(2));
            }
        });
        assertEquals(Set.of("config.dirs"), active);
        assertEquals("${karaf.etc}", shown.remove("config.dirs"));
        Map<String, String> defaults = new TreeMap<>();
        for (Method method : OsloConfig.class.getDeclaredMethods()) {
            Object value = method.getDefaultValue();
            defaults.put(
                    method.getName().replace('_', '.'),
                    value instanceof String[] list ? String.join(",", list) : value.toString());
        }
        assertTrue(text, text.contains("Default: " + defaults.remove("config.dirs")));
        assertEquals(defaults, shown);
    }

    /** When this fails after a change of the defaults, the right text is in target/policy.yaml.sample. */
    @Test
    public void theSampleShowsEveryPolicyAtItsDefault() throws Exception {
        String expected = new SamplePolicies().toString();
        Files.writeString(Path.of("target", "policy.yaml.sample"), expected);
        assertEquals(expected, Files.readString(ETC.resolve("policy.yaml.sample"), StandardCharsets.US_ASCII));
    }

    @Test
    public void theSampleMeansTheDefaultsOnceItsLinesCount() throws Exception {
        String active = Files.readString(ETC.resolve("policy.yaml.sample"))
                .lines()
                .map(line -> line.startsWith("#\"") ? line.substring(1) : line)
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.newFile().toPath(), active);
        PolicyFiles files = new PolicyFiles(java.util.List.of(), file.toString(), java.util.List.of());
        Map<String, Object> expected = new HashMap<>();
        DefaultRules.list().forEach(rule -> expected.put(rule.name(), rule.text()));
        assertEquals(expected, PolicyFiles.read(files.list()));
        assertTrue(Arrays.stream(active.split("\n")).allMatch(line -> line.length() <= 500));
    }
}
