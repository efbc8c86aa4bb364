package org.vitrine.property.rules.pattern;

/** Conditions on a place in a text: the place before the character of that index. */
enum PlaceTest {
    START {
        @Override
        boolean holds(int[] text, int place) {
            return place == 0;
        }
    },
    LINE_START {
        @Override
        boolean holds(int[] text, int place) {
            return place == 0 || text[place - 1] == '\n';
        }
    },
    END {
        @Override
        boolean holds(int[] text, int place) {
            return place == text.length;
        }
    },
    END_OR_LAST_NEWLINE {
        @Override
        boolean holds(int[] text, int place) {
            return place == text.length || place == text.length - 1 && text[place] == '\n';
        }
    },
    LINE_END {
        @Override
        boolean holds(int[] text, int place) {
            return place == text.length || text[place] == '\n';
        }
    },
    WORD_BOUNDARY {
        @Override
        boolean holds(int[] text, int place) {
            return boundary(text, place, CharTest.WORD);
        }
    },
    NO_WORD_BOUNDARY {
        @Override
        boolean holds(int[] text, int place) {
            return text.length > 0 && !boundary(text, place, CharTest.WORD);
        }
    },
    ASCII_WORD_BOUNDARY {
        @Override
        boolean holds(int[] text, int place) {
            return boundary(text, place, CharTest.ASCII_WORD);
        }
    },
    NO_ASCII_WORD_BOUNDARY {
        @Override
        boolean holds(int[] text, int place) {
            return text.length > 0 && !boundary(text, place, CharTest.ASCII_WORD);
        }
    };

    abstract boolean holds(int[] text, int place);

    private static boolean boundary(int[] text, int place, CharTest word) {
        boolean before = place > 0 && word.matches(text[place - 1]);
        boolean after = place < text.length && word.matches(text[place]);
        return before != after;
    }
}
