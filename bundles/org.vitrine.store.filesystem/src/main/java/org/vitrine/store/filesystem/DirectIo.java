package org.vitrine.store.filesystem;

import java.util.Arrays;
import java.util.Locale;

/** Which images are written past the page cache. */
enum DirectIo {
    /** Those that another store has too: who reads a new image soon finds the first copy in memory. */
    COPIES,
    ALWAYS,
    NEVER;

    /**
     * By the word for it in a configuration.
     *
     * @throws IllegalArgumentException when there is no such word
     */
    static DirectIo of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("direct.io is none of copies, always, never: " + word));
    }
}
