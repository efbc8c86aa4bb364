package org.vitrine.config.oslo.option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The keys of all components of this product with their types, by PID, as their sources declare them. */
final class ComponentKeys {
    private static final Pattern PID = Pattern.compile("configurationPid = \"([\\w.]+)\"");
    private static final Pattern DESIGNATE = Pattern.compile("@Designate\\(\\s*ocd = (?:\\w+\\.)?(\\w+)\\.class");
    private static final Pattern KEY = Pattern.compile("(String\\[]|String|int|long|boolean) ([a-z_0-9]+)\\$?\\(\\)");

    private ComponentKeys() {}

    static Map<String, Map<String, String>> ofAllBundles() throws IOException {
        Map<String, Map<String, String>> keys = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("..").toAbsolutePath().normalize())) {
            List<Path> sources = files.filter(file -> file.toString().contains("/src/main/java/")
                            && file.toString().endsWith(".java"))
                    .toList();
            for (Path source : sources) {
                String text = Files.readString(source);
                Matcher designate = DESIGNATE.matcher(text);
                Matcher pid = PID.matcher(text);
                if (designate.find() && pid.find()) {
                    keys.put(pid.group(1), keys(declaration(source, text, designate.group(1))));
                }
            }
        }
        return keys;
    }

    private static String declaration(Path source, String text, String name) {
        int at = text.indexOf("@interface " + name);
        if (at >= 0) {
            return text.substring(at);
        }
        try {
            return Files.readString(source.resolveSibling(name + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> keys(String declaration) {
        Map<String, String> keys = new TreeMap<>();
        Matcher key = KEY.matcher(declaration.substring(0, end(declaration)));
        while (key.find()) {
            keys.put(key.group(2).replace('_', '.'), key.group(1));
        }
        return keys;
    }

    private static int end(String declaration) {
        int depth = 0;
        for (int i = declaration.indexOf("@interface"); i < declaration.length(); i++) {
            depth += declaration.charAt(i) == '{' ? 1 : declaration.charAt(i) == '}' ? -1 : 0;
            if (depth == 0 && declaration.charAt(i) == '}') {
                return i;
            }
        }
        return declaration.length();
    }
}
