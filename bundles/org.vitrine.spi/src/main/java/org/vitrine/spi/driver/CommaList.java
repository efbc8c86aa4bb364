package org.vitrine.spi.driver;

import java.util.Arrays;
import java.util.List;

/**
 * Lists with commas between their items, as options and some headers have them. A {@code .cfg} file gives a list as one
 * text, Configuration Admin also as an array; this reads both alike.
 */
public final class CommaList {
    private CommaList() {}

    /** The items of all texts in order, without blanks around them and without empty ones. */
    public static List<String> items(String... texts) {
        return Arrays.stream(texts)
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
