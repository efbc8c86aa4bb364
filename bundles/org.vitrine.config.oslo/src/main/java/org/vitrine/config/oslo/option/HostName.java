package org.vitrine.config.oslo.option;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Addresses and names of hosts, checked without asking anybody. */
final class HostName {
    private static final Pattern BYTE = Pattern.compile("[0-9]{1,3}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern LABEL =
            Pattern.compile("(?!-)[A-Z0-9-]{1,63}(?<!-)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NOT_ALL_DIGITS = Pattern.compile("[a-zA-Z-]");
    private static final int MOST_CHARACTERS = 253;

    private HostName() {}

    /** The text itself, without the dot at the end of a full name. */
    static String normal(String text) {
        if (isIpv4(text) || isIpv6(text)) {
            return text;
        }
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        String[] labels = name.split("\\.", -1);
        boolean valid = !text.isEmpty()
                && text.length() <= MOST_CHARACTERS
                && NOT_ALL_DIGITS.matcher(labels[labels.length - 1]).find()
                && Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches());
        if (!valid) {
            throw new IllegalArgumentException("must be the address or the name of a host");
        }
        return name;
    }

    private static boolean isIpv4(String text) {
        String[] bytes = text.split("\\.", -1);
        return bytes.length == 4
                && Arrays.stream(bytes)
                        .allMatch(part -> BYTE.matcher(part).matches()
                                && Integer.parseInt(part) <= 255
                                && (part.length() == 1 || part.charAt(0) != '0'));
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int left = before.isEmpty() ? 0 : groups(before, false);
        int right = after.isEmpty() ? 0 : groups(after, true);
        return left >= 0 && right >= 0 && left + right <= 7;
    }

    /** How many groups of 16 bits the text is, an IPv4 address at its end counting as two; negative for none. */
    private static int groups(String text, boolean ipv4AtEnd) {
        String[] parts = text.split(":", -1);
        int count = parts.length;
        for (int i = 0; i < parts.length; i++) {
            if (ipv4AtEnd && i == parts.length - 1 && isIpv4(parts[i])) {
                count++;
            } else if (!GROUP.matcher(parts[i]).matches()) {
                return -1;
            }
        }
        return count;
    }
}
