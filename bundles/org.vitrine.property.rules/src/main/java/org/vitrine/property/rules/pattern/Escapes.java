package org.vitrine.property.rules.pattern;

import java.util.Locale;
import java.util.Optional;

/** Reads what follows a backslash. */
final class Escapes {
    private static final int MAX_OCTAL = 0377;

    private final PatternText text;

    Escapes(PatternText text) {
        this.text = text;
    }

    /** A class such as {@code \d}, if that letter names one. */
    static Optional<CharTest> category(int letter, Flags flags) {
        boolean ascii = flags.ascii();
        CharTest test = switch (Character.toLowerCase(letter)) {
            case 'd' -> ascii ? CharTest.ASCII_DIGIT : CharTest.DIGIT;
            case 's' -> ascii ? CharTest.ASCII_SPACE : CharTest.SPACE;
            case 'w' -> ascii ? CharTest.ASCII_WORD : CharTest.WORD;
            default -> null;
        };
        boolean upper = letter >= 'A' && letter <= 'Z';
        return letter < 128 && test != null ? Optional.of(upper ? test.negated() : test) : Optional.empty();
    }

    /** A condition such as {@code \b}, if that letter names one outside brackets. */
    static Optional<PlaceTest> place(int letter, Flags flags) {
        return Optional.ofNullable(
                switch (letter) {
                    case 'A' -> PlaceTest.START;
                    case 'Z' -> PlaceTest.END;
                    case 'b' -> flags.ascii() ? PlaceTest.ASCII_WORD_BOUNDARY : PlaceTest.WORD_BOUNDARY;
                    case 'B' -> flags.ascii() ? PlaceTest.NO_ASCII_WORD_BOUNDARY : PlaceTest.NO_WORD_BOUNDARY;
                    default -> null;
                });
    }

    /** The character that is meant; the letter or sign after the backslash has been read. */
    int character(int letter, boolean inBrackets) throws BadPatternException {
        return switch (letter) {
            case 'a' -> 0x07;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            case 'U' -> hexadecimal(8);
            case 'N' -> named();
            case PatternText.END -> throw text.bad("a backslash with nothing after it");
            default -> other(letter, inBrackets);
        };
    }

    private int other(int letter, boolean inBrackets) throws BadPatternException {
        if (inBrackets && letter == 'b') {
            return '\b';
        }
        if (letter >= '0' && letter <= '9') {
            return inBrackets ? octalInBrackets(letter) : octal(letter);
        }
        if (letter < 128 && Character.isLetter(letter)) {
            throw text.bad("\\" + (char) letter + " means nothing");
        }
        return letter;
    }

    private int octal(int first) throws BadPatternException {
        if (first == '0') {
            return octalDigits(0, 2);
        }
        int position = text.position();
        int second = text.next();
        int third = text.next();
        if (isOctal(first) && isOctal(second) && isOctal(third)) {
            return small(((first - '0') * 8 + second - '0') * 8 + third - '0');
        }
        text.back(position);
        throw text.bad("references to groups are not supported,");
    }

    private int octalInBrackets(int first) throws BadPatternException {
        if (!isOctal(first)) {
            throw text.bad("\\" + (char) first + " means nothing in brackets");
        }
        return small(octalDigits(first - '0', 2));
    }

    private int octalDigits(int value, int most) {
        int number = value;
        for (int i = 0; i < most && isOctal(text.peek()); i++) {
            number = number * 8 + text.next() - '0';
        }
        return number;
    }

    private int small(int value) throws BadPatternException {
        if (value > MAX_OCTAL) {
            throw text.bad("an octal number above 377");
        }
        return value;
    }

    private static boolean isOctal(int character) {
        return character >= '0' && character <= '7';
    }

    private int hexadecimal(int digits) throws BadPatternException {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = text.peek() < 128 ? Character.digit(text.next(), 16) : -1;
            if (digit < 0) {
                throw text.bad("fewer than " + digits + " hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw text.bad("a number that is no character");
        }
        return (int) value;
    }

    private int named() throws BadPatternException {
        String name = text.take('{') ? text.upTo('}') : null;
        if (name == null) {
            throw text.bad("\\N without a name in braces");
        }
        try {
            return Character.codePointOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw text.bad("no character is called " + name + ",");
        }
    }
}
