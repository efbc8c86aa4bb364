package org.vitrine.property.rules.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a set of characters in brackets. */
final class Brackets {
    private final PatternText text;
    private final Escapes escapes;
    private final Flags flags;
    private final List<CharTest> members = new ArrayList<>();

    Brackets(PatternText text, Escapes escapes, Flags flags) {
        this.text = text;
        this.escapes = escapes;
        this.flags = flags;
    }

    /** One end of a range: a character, or a category, which is no end of any range. */
    private record Member(int character, CharTest category) {
        CharTest test() {
            return category == null ? CharTest.range(character, character) : category;
        }
    }

    /** The set; the opening bracket has been read. */
    CharTest read() throws BadPatternException {
        boolean negative = text.take('^');
        while (members.isEmpty() || !text.take(']')) {
            Member first = member();
            if (!text.take('-')) {
                members.add(first.test());
            } else if (text.take(']')) {
                members.add(first.test());
                members.add(CharTest.range('-', '-'));
                break;
            } else {
                members.add(range(first, member()));
            }
        }
        CharTest any = CharTest.anyOf(members).folded(flags);
        return negative ? any.negated() : any;
    }

    private Member member() throws BadPatternException {
        int character = text.next();
        if (character == PatternText.END) {
            throw text.bad("brackets that are not closed");
        }
        if (character != '\\') {
            return new Member(character, null);
        }
        int letter = text.next();
        Optional<CharTest> category = Escapes.category(letter, flags);
        return category.isPresent() ? new Member(0, category.get()) : new Member(escapes.character(letter, true), null);
    }

    private CharTest range(Member first, Member last) throws BadPatternException {
        if (first.category != null || last.category != null || first.character > last.character) {
            throw text.bad("a range that is none");
        }
        return CharTest.range(first.character, last.character);
    }
}
