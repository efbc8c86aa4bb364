package org.vitrine.property.rules.pattern;

import java.util.HashSet;
import java.util.Set;

/** What {@code (?aimsux)} switches on and off. */
record Flags(Set<Character> letters) {
    static final String KNOWN = "aimsux";
    static final Flags NONE = new Flags(Set.of());

    Flags {
        letters = Set.copyOf(letters);
    }

    Flags with(Set<Character> more) {
        Set<Character> sum = new HashSet<>(letters);
        // The two ways to see letters exclude each other; the later one counts.
        if (more.contains('a')) {
            sum.remove('u');
        }
        if (more.contains('u')) {
            sum.remove('a');
        }
        sum.addAll(more);
        return new Flags(sum);
    }

    Flags without(Set<Character> fewer) {
        Set<Character> rest = new HashSet<>(letters);
        rest.removeAll(fewer);
        return new Flags(rest);
    }

    boolean ignoreCase() {
        return letters.contains('i');
    }

    boolean multiLine() {
        return letters.contains('m');
    }

    boolean dotAll() {
        return letters.contains('s');
    }

    boolean verbose() {
        return letters.contains('x');
    }

    boolean ascii() {
        return letters.contains('a');
    }
}
