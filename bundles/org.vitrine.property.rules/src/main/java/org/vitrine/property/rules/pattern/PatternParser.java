package org.vitrine.property.rules.pattern;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses what Python 3.11 accepts, but for what the package leaves out. For one expression. */
final class PatternParser {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_REPEATS = 1000;
    private static final String PLAIN_SPACE = " \t\n\r\u000b\f";

    private final PatternText text;
    private final Escapes escapes;
    private final Set<String> groupNames = new HashSet<>();
    private int depth;

    PatternParser(String source) {
        text = new PatternText(source);
        escapes = new Escapes(text);
    }

    Node parse() throws BadPatternException {
        Node whole = choice(leadingFlags());
        if (text.peek() == ')') {
            throw text.bad("a closing parenthesis without an opening one");
        }
        return whole;
    }

    /** Flags for the whole expression stand at its very beginning. */
    private Flags leadingFlags() throws BadPatternException {
        Flags flags = Flags.NONE;
        while (true) {
            skipSpace(flags);
            int position = text.position();
            if (!text.take("(?")) {
                return flags;
            }
            Set<Character> letters = letters();
            if (letters.isEmpty() || !text.take(')')) {
                text.back(position);
                return flags;
            }
            checkTogether(letters);
            flags = flags.with(letters);
        }
    }

    private Set<Character> letters() {
        Set<Character> letters = new HashSet<>();
        while (text.peek() > 0 && Flags.KNOWN.indexOf(text.peek()) >= 0) {
            letters.add((char) text.next());
        }
        return letters;
    }

    private void checkTogether(Set<Character> letters) throws BadPatternException {
        if (letters.contains('a') && letters.contains('u')) {
            throw text.bad("the flags a and u exclude each other,");
        }
    }

    private Node choice(Flags flags) throws BadPatternException {
        List<Node> branches = new ArrayList<>();
        do {
            branches.add(sequence(flags));
        } while (text.take('|'));
        return branches.size() == 1 ? branches.get(0) : new Node.Choice(branches);
    }

    private Node sequence(Flags flags) throws BadPatternException {
        List<Node> parts = new ArrayList<>();
        while (true) {
            skipSpace(flags);
            int next = text.peek();
            if (next == PatternText.END || next == '|' || next == ')') {
                return new Node.Sequence(parts);
            }
            text.next();
            if (next == '*' || next == '+' || next == '?' || next == '{') {
                repeat(next, parts, flags);
            } else {
                one(next, flags).ifPresent(parts::add);
            }
        }
    }

    private Optional<Node> one(int character, Flags flags) throws BadPatternException {
        return switch (character) {
            case '(' -> group(flags);
            case '[' -> Optional.of(new Node.One(new Brackets(text, escapes, flags).read()));
            case '.' -> Optional.of(new Node.One(flags.dotAll() ? CharTest.ANY : CharTest.ALL_BUT_NEWLINE));
            case '^' -> Optional.of(new Node.Place(flags.multiLine() ? PlaceTest.LINE_START : PlaceTest.START));
            case '$' ->
                Optional.of(new Node.Place(flags.multiLine() ? PlaceTest.LINE_END : PlaceTest.END_OR_LAST_NEWLINE));
            case '\\' -> Optional.of(escape(flags));
            default -> Optional.of(literal(character, flags));
        };
    }

    private static Node literal(int character, Flags flags) {
        return new Node.One(CharTest.range(character, character).folded(flags));
    }

    private Node escape(Flags flags) throws BadPatternException {
        int letter = text.next();
        Optional<CharTest> category = Escapes.category(letter, flags);
        if (category.isPresent()) {
            return new Node.One(category.get());
        }
        Optional<PlaceTest> place = Escapes.place(letter, flags);
        if (place.isPresent()) {
            return new Node.Place(place.get());
        }
        return literal(escapes.character(letter, false), flags);
    }

    private void repeat(int sign, List<Node> parts, Flags flags) throws BadPatternException {
        int least = sign == '+' ? 1 : 0;
        int most = sign == '?' ? 1 : Node.UNBOUNDED;
        if (sign == '{') {
            int position = text.position();
            if (text.peek() == '}') {
                parts.add(literal('{', flags));
                return;
            }
            String from = text.digits();
            String to = text.take(',') ? text.digits() : from;
            if (!text.take('}')) {
                text.back(position);
                parts.add(literal('{', flags));
                return;
            }
            least = from.isEmpty() ? 0 : number(from);
            most = to.isEmpty() ? Node.UNBOUNDED : number(to);
        }
        if (least > most) {
            throw text.bad("a repetition of more than most times");
        }
        addRepetition(parts, least, most);
    }

    private void addRepetition(List<Node> parts, int least, int most) throws BadPatternException {
        if (parts.isEmpty() || parts.get(parts.size() - 1) instanceof Node.Place) {
            throw text.bad("nothing to repeat");
        }
        Node last = parts.remove(parts.size() - 1);
        if (last instanceof Node.Repetition) {
            throw text.bad("a repetition of a repetition");
        }
        if (text.peek() == '+') {
            throw text.bad("possessive repetitions are not supported,");
        }
        text.take('?'); // lazy: the same to a search
        parts.add(new Node.Repetition(last, least, most));
    }

    private int number(String digits) throws BadPatternException {
        if (digits.length() > 4 || Integer.parseInt(digits) > MAX_REPEATS) {
            throw text.bad("more than " + MAX_REPEATS + " repetitions");
        }
        return Integer.parseInt(digits);
    }

    /** Nothing for a comment. The opening parenthesis has been read. */
    private Optional<Node> group(Flags flags) throws BadPatternException {
        if (!text.take('?')) {
            return Optional.of(inner(flags));
        }
        int kind = text.next();
        return switch (kind) {
            case ':' -> Optional.of(inner(flags));
            case 'P' -> Optional.of(named(flags));
            case '#' -> comment();
            case '=', '!' -> Optional.of(look(flags, true, kind == '!'));
            case '<' -> Optional.of(behind(flags));
            case '(' -> throw text.bad("conditional groups are not supported,");
            case '>' -> throw text.bad("atomic groups are not supported,");
            default -> Optional.of(flagged(kind, flags));
        };
    }

    private Node inner(Flags flags) throws BadPatternException {
        if (++depth > MAX_DEPTH) {
            throw text.bad("more than " + MAX_DEPTH + " groups in each other");
        }
        Node inner = choice(flags);
        depth--;
        if (!text.take(')')) {
            throw text.bad("a parenthesis that is not closed");
        }
        return new Node.Group(inner);
    }

    private Node named(Flags flags) throws BadPatternException {
        if (text.take('=')) {
            throw text.bad("references to groups are not supported,");
        }
        String name = text.take('<') ? text.upTo('>') : null;
        if (name == null || !identifier(name)) {
            throw text.bad("a group without a proper name");
        }
        if (!groupNames.add(name)) {
            throw text.bad("two groups called " + name + ",");
        }
        return inner(flags);
    }

    private static boolean identifier(String name) {
        return !name.isEmpty()
                && (name.charAt(0) == '_' || Character.isUnicodeIdentifierStart(name.codePointAt(0)))
                && name.codePoints().allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c));
    }

    private Optional<Node> comment() throws BadPatternException {
        if (text.upTo(')') == null) {
            throw text.bad("a comment that is not closed");
        }
        return Optional.empty();
    }

    private Node behind(Flags flags) throws BadPatternException {
        int kind = text.next();
        if (kind != '=' && kind != '!') {
            throw text.bad("(?< is followed by = or !,");
        }
        Node.Look look = look(flags, false, kind == '!');
        Node.Width width = look.inner().width();
        if (width.least() != width.most()) {
            throw text.bad("what is looked back at has no fixed width");
        }
        return look;
    }

    private Node.Look look(Flags flags, boolean ahead, boolean negative) throws BadPatternException {
        return new Node.Look(inner(flags), ahead, negative);
    }

    /** Flags for one group, {@code (?i-s:...)}. */
    private Node flagged(int first, Flags flags) throws BadPatternException {
        text.back(text.position() - (first == PatternText.END ? 0 : 1));
        Set<Character> on = letters();
        checkTogether(on);
        Set<Character> off = Set.of();
        if (text.take('-')) {
            off = letters();
            if (off.isEmpty()
                    || off.contains('a')
                    || off.contains('u')
                    || on.stream().anyMatch(off::contains)) {
                throw text.bad("flags that cannot be switched off");
            }
        }
        if (!text.take(':')) {
            throw text.bad(
                    text.peek() == ')'
                            ? "flags that are not at the beginning"
                            : "(? is followed by what means nothing");
        }
        return inner(flags.with(on).without(off));
    }

    /** In a verbose expression white space and comments mean nothing. */
    private void skipSpace(Flags flags) {
        while (flags.verbose()) {
            if (text.peek() > 0 && PLAIN_SPACE.indexOf(text.peek()) >= 0) {
                text.next();
            } else if (text.take('#')) {
                if (text.upTo('\n') == null) {
                    while (text.next() != PatternText.END) {}
                }
            } else {
                return;
            }
        }
    }
}
