package org.vitrine.config.oslo.projection;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The {@code .cfg} files of this release, which are copied into this bundle when it is built: by them a file that the
 * operator has written or changed is told from one that only came with the server.
 */
public final class ShippedFiles {
    private static final String FOLDER = "/shipped/";

    private ShippedFiles() {}

    /** The keys that the shipped file of that name sets, with {@code ${...}} as it stands; none for an unknown name. */
    public static Map<String, String> keys(String file) {
        Map<String, String> keys = new LinkedHashMap<>();
        text(file).ifPresent(text -> keys.putAll(keysIn(text)));
        return keys;
    }

    /** Whether a file of that name and text sets what the shipped one of that name sets, and nothing else. */
    public static boolean isShipped(String file, String text) {
        return text(file)
                .filter(shipped -> keysIn(shipped).equals(keysIn(text)))
                .isPresent();
    }

    /** Whether a file sets nothing at all. */
    public static boolean isSilent(String text) {
        return keysIn(text).isEmpty();
    }

    private static Optional<String> text(String file) {
        try (InputStream in = ShippedFiles.class.getResourceAsStream(FOLDER + file)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> keysIn(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> keys = new LinkedHashMap<>();
        List<String> names = properties.stringPropertyNames().stream().sorted().toList();
        names.forEach(name -> keys.put(name, properties.getProperty(name).strip()));
        return keys;
    }
}
