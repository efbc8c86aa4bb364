package org.vitrine.core.plugins;

import java.util.Arrays;
import java.util.List;

/** Options that are lists. A {@code .cfg} file gives them as one text with commas, Configuration Admin also as an array. */
public final class ListOption {
    private ListOption() {}

    /** The items in order, without blanks around them and without empty ones. */
    public static List<String> items(String[] values) {
        return Arrays.stream(values)
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
