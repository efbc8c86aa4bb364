package org.vitrine.config.oslo;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitrine.config.oslo.projection.ShippedFiles;

/** What the shipped {@code .cfg} of a PID sets: what stays in force where the operator's files say nothing. */
final class ShippedKeys {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]+)(?::-([^}]*))?}");

    private final Function<String, Optional<String>> property;

    ShippedKeys(Function<String, Optional<String>> property) {
        this.property = property;
    }

    Map<String, String> of(String pid) {
        Map<String, String> keys = ShippedFiles.keys(pid + ".cfg");
        keys.replaceAll((key, value) -> replaced(value));
        return keys;
    }

    /** A value as File Install makes it. */
    String replaced(String value) {
        return REFERENCE
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(
                        property.apply(found.group(1)).orElse(found.group(2) == null ? "" : found.group(2))));
    }
}
