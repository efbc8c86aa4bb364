package org.vitrine.core.images;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as operators write it: {@code 500}, {@code 20GB} (LIM-6). */
final class StorageSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(B|KB|MB|GB|TB)?");

    private StorageSize() {}

    static long parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "user.storage.quota: '" + text + "' is not a number with an optional unit B, KB, MB, GB or TB");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        int shift = switch (unit) {
            case "KB" -> 10;
            case "MB" -> 20;
            case "GB" -> 30;
            case "TB" -> 40;
            default -> 0;
        };
        long number = Long.parseLong(matcher.group(1));
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("user.storage.quota: '" + text + "' is too large");
        }
        return number << shift;
    }
}
