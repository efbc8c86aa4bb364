package org.vitrine.config.oslo.check;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What a {@code .cfg} file sets, line by line. */
public final class CfgFile {
    /** The key under which File Install says, as a URI, which file a configuration comes from. */
    public static final String NAMED_BY = "felix.fileinstall.filename";

    /**
     * One assignment.
     *
     * @param line the number of the line that it begins in, from 1
     * @param key the key
     * @param value the value, without blanks around it
     */
    public record Setting(int line, String key, String value) {}

    private CfgFile() {}

    /** The assignments in their order; those that no Java can read are left out. */
    public static List<Setting> settings(Path file) throws IOException {
        return settings(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    static List<Setting> settings(String text) {
        List<Setting> settings = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int first = i;
            StringBuilder whole = new StringBuilder(lines.get(i));
            while (!isComment(lines.get(first)) && goesOn(lines.get(i)) && i + 1 < lines.size()) {
                whole.append('\n').append(lines.get(++i));
            }
            read(whole.toString())
                    .forEach((key, value) -> settings.add(new Setting(
                            first + 1, key.toString(), value.toString().strip())));
        }
        return settings;
    }

    private static boolean isComment(String line) {
        String begun = line.stripLeading();
        return begun.isEmpty() || begun.startsWith("#") || begun.startsWith("!");
    }

    private static boolean goesOn(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static Properties read(String assignment) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(assignment));
        } catch (IllegalArgumentException e) {
            // An escape without its four digits: File Install makes nothing of the file, and says so.
            properties.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
