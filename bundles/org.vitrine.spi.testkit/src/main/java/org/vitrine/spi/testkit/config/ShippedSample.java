package org.vitrine.spi.testkit.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A documented sample in {@code etc} of the repository. */
public final class ShippedSample {
    private static final Pattern KEY = Pattern.compile("(?m)^(# ?)?([a-z][a-z0-9.]*) =(.*)$");

    private final String text;

    private ShippedSample(String text) {
        this.text = text;
    }

    /** Reads the file of that name, which must be ASCII. */
    public static ShippedSample read(String name) throws IOException {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            Path file = here.resolve("etc").resolve(name);
            if (Files.isRegularFile(file)) {
                return new ShippedSample(Files.readString(file, StandardCharsets.US_ASCII));
            }
        }
        throw new IOException("no directory above holds etc/" + name);
    }

    /** It names every key of the configuration and no other, commented out, each with its default. */
    public void assertShows(Class<?> configuration) throws NoSuchMethodException {
        Set<String> keys = Arrays.stream(configuration.getDeclaredMethods())
                .map(method -> method.getName().replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> shown = new TreeSet<>();
        Matcher line = KEY.matcher(text);
        while (line.find()) {
            shown.add(line.group(2));
            if (keys.contains(line.group(2))) {
                assertNotNull(line.group() + " is commented out", line.group(1));
                Object value = configuration
                        .getDeclaredMethod(line.group(2).replace('.', '_'))
                        .getDefaultValue();
                String expected = value instanceof String[] list ? String.join(",", list) : value.toString();
                assertEquals(line.group(), expected, line.group(3).strip());
            }
        }
        assertEquals(keys, shown);
    }
}
