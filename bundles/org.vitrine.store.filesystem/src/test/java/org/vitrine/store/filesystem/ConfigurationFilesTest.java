package org.vitrine.store.filesystem;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Test;

/** The shipped files name every key, no other, and the samples start nothing. */
public class ConfigurationFilesTest {
    private static final Path ETC = Path.of("..", "..", "etc");
    private static final Pattern KEY = Pattern.compile("(?m)^(# )?([a-z][a-z.]*) =(.*)$");

    @Test
    public void nameEveryKeyAndNoOther() throws Exception {
        Set<String> keys = Arrays.stream(FilesystemStoreConfig.class.getDeclaredMethods())
                .map(method -> method.getName().replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));

        for (String file : new String[] {"-main.cfg", "-NAME.cfg.sample"}) {
            String text =
                    Files.readString(ETC.resolve("org.vitrine.store.filesystem" + file), StandardCharsets.US_ASCII);
            assertEquals(
                    keys,
                    KEY.matcher(text)
                            .results()
                            .map(match -> match.group(2))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    public void showTheDefaults() throws Exception {
        Matcher line = KEY.matcher(Files.readString(ETC.resolve("org.vitrine.store.filesystem-NAME.cfg.sample")));
        while (line.find()) {
            assertTrue(line.group() + " is commented out", line.group(1) != null);
            Object value = FilesystemStoreConfig.class
                    .getDeclaredMethod(line.group(2).replace('.', '_'))
                    .getDefaultValue();
            String shown = value instanceof String[] list ? String.join(",", list) : value.toString();
            assertEquals(line.group(), shown, line.group(3).strip());
        }
    }
}
