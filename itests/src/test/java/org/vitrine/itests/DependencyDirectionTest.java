package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** Arrows point inward: what each built bundle imports of ours, and which libraries it may not see. */
public class DependencyDirectionTest {
    private static final Path BUNDLES = Path.of(System.getProperty("vitrine.root", ".."), "bundles");
    private static final Pattern NAME = Pattern.compile("(?:^|,)([a-z][\\w.]+)(?=[;,]|$)");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    /** What of ours a bundle may import besides itself; all others are drivers: {@code domain} and {@code spi} alone. */
    private static final Map<String, Set<String>> INWARD = Map.of(
            "jdk", Set.of(),
            "domain", Set.of(),
            "format", Set.of("domain"),
            "outbound", Set.of(),
            "keystone", Set.of("domain"),
            "spi", Set.of("domain"),
            "core", Set.of("domain", "spi", "format"),
            "edge", Set.of("domain", "spi", "core"),
            "rest", Set.of("domain", "core", "edge", "spi", "outbound"),
            "shell", Set.of("domain", "spi", "core", "config.oslo"));

    private static final Set<String> DRIVER =
            Set.of("domain", "spi", "format", "keystone", "outbound", "program", "importing.download");

    /** Libraries that only those bundles may import. */
    private static final Map<String, Set<String>> ONLY = Map.of(
            "javax.persistence", Set.of("metadata.jpa"),
            "org.eclipse.persistence", Set.of("metadata.jpa"),
            "javax.servlet", Set.of("edge", "rest"),
            "org.eclipse.jetty", Set.of("edge"),
            "jakarta.servlet", Set.of("edge"));

    @Test
    public void importsPointInward() throws IOException {
        Map<String, Set<String>> imports = imports();
        List<String> wrong = new ArrayList<>();
        imports.forEach((bundle, packages) -> packages.stream()
                .filter(name -> name.startsWith("org.vitrine."))
                .map(DependencyDirectionTest::owner)
                .filter(owner -> !owner.equals(bundle))
                .filter(owner -> !INWARD.getOrDefault(bundle, DRIVER).contains(owner))
                .forEach(owner -> wrong.add(bundle + " imports " + owner)));
        assertEquals(List.of(), wrong);
        assertTrue(imports.size() > 10);
    }

    @Test
    public void librariesStayWhereTheyBelong() throws IOException {
        List<String> wrong = new ArrayList<>();
        imports()
                .forEach((bundle, packages) -> packages.forEach(name -> ONLY.forEach((library, allowed) -> {
                    if (name.startsWith(library) && !allowed.contains(bundle)) {
                        wrong.add(bundle + " imports " + name);
                    }
                })));
        assertEquals(List.of(), wrong);
    }

    @Test
    public void domainAndSpiKnowNoLogging() throws IOException {
        Map<String, Set<String>> imports = imports();
        for (String bundle : List.of("domain", "spi", "format")) {
            assertTrue(bundle, imports.get(bundle).stream().noneMatch(name -> name.startsWith("org.slf4j")));
        }
    }

    /** The bundle whose package that is: the longest bundle name that it begins with. */
    private static String owner(String name) {
        String tail = name.substring("org.vitrine.".length());
        String owner = tail;
        while (!Files.exists(BUNDLES.resolve("org.vitrine." + owner)) && owner.indexOf('.') > 0) {
            owner = owner.substring(0, owner.lastIndexOf('.'));
        }
        return owner;
    }

    /** The imported packages of every bundle but the test kit, by the tail of its name. */
    private static Map<String, Set<String>> imports() throws IOException {
        Map<String, Set<String>> imports = new TreeMap<>();
        try (Stream<Path> bundles = Files.list(BUNDLES)) {
            for (Path bundle : bundles.toList()) {
                Path manifest = bundle.resolve("target/classes/META-INF/MANIFEST.MF");
                String tail = bundle.getFileName().toString().substring("org.vitrine.".length());
                if (Files.exists(manifest) && !tail.equals("spi.testkit")) {
                    imports.put(tail, packages(manifest));
                }
            }
        }
        return imports;
    }

    private static Set<String> packages(Path manifest) throws IOException {
        try (InputStream stream = Files.newInputStream(manifest)) {
            Attributes attributes = new Manifest(stream).getMainAttributes();
            String header = attributes.getValue("Import-Package");
            Set<String> names = new HashSet<>();
            Matcher matcher =
                    NAME.matcher(header == null ? "" : QUOTED.matcher(header).replaceAll(""));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
            return names;
        }
    }
}
