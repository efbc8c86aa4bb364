package org.vitrine.spi.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How names of roles are compared: their letter case does not matter (AUTH-3). Safe for many threads. */
public final class RoleNames {
    /** The sign for the unit kelvin, of all letters outside of ASCII the only one whose lower case is in it. */
    private static final String KELVIN_SIGN = "\u212a";

    private RoleNames() {}

    /**
     * The form in which two names are the same role or are not: in lower case, except that no letter becomes another one
     * of ASCII. Keystone lets roles be different by such a letter alone, so one must not count as the other.
     */
    public static String folded(String name) {
        if (!name.contains(KELVIN_SIGN)) {
            return name.toLowerCase(Locale.ROOT);
        }
        return Arrays.stream(name.split(KELVIN_SIGN, -1))
                .map(part -> part.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(KELVIN_SIGN));
    }
}
