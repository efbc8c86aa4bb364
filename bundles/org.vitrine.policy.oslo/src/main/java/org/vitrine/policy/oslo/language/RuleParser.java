package org.vitrine.policy.oslo.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses rule text (POL-2 to POL-6) and the older lists of lists (POL-11). Never fails: what cannot be understood is
 * always no, with a complaint. For one rule.
 */
public final class RuleParser {
    private static final int MAX_OPEN = 200;

    private final List<String> complaints = new ArrayList<>();

    private RuleParser() {}

    /** Parses text, a list, or anything else that a rule file may hold. */
    public static ParsedRule parse(Object source) {
        RuleParser parser = new RuleParser();
        Check check = parser.rule(source);
        return new ParsedRule(check, parser.complaints);
    }

    private Check rule(Object source) {
        if (source instanceof String text) {
            return text.isEmpty() ? FixedCheck.ALWAYS : text(text);
        }
        if (source instanceof List<?> list) {
            return list.isEmpty() ? FixedCheck.ALWAYS : list(list);
        }
        String what = source == null
                ? "nothing; write \"!\" for nobody or \"@\" for everybody, in quotes"
                : "neither text nor a list";
        return never("is " + what);
    }

    private Check never(String complaint) {
        complaints.add(complaint);
        return FixedCheck.NEVER;
    }

    private Check list(List<?> outer) {
        List<Check> alternatives = new ArrayList<>();
        for (Object element : outer) {
            if (element instanceof String text && !text.isEmpty()) {
                alternatives.add(check(text));
            } else if (element instanceof List<?> inner && !inner.isEmpty()) {
                List<Check> together = inner.stream().map(this::checkOf).toList();
                alternatives.add(together.size() == 1 ? together.get(0) : new AllOf(together));
            } else if (!(element instanceof List || element instanceof String)) {
                return never("holds an element that is neither text nor a list");
            }
        }
        return switch (alternatives.size()) {
            case 0 -> FixedCheck.NEVER;
            case 1 -> alternatives.get(0);
            default -> new AnyOf(alternatives);
        };
    }

    private Check checkOf(Object element) {
        return element instanceof String text ? check(text) : never("holds an element that is neither text nor a list");
    }

    private Check text(String source) {
        List<Token> tokens = Token.split(source);
        if (tokens.size() == 1 && tokens.get(0).kind() != Token.Kind.CHECK) {
            // The reference takes such a rule for parsed and fails at each evaluation.
            complaints.add("cannot be understood: " + source);
            return new BrokenCheck(source, "this is no check");
        }
        Optional<Check> parsed = parsed(tokens);
        if (parsed.isPresent()) {
            return parsed.get();
        }
        complaints.clear(); // what single checks lack does not matter any more
        return never("cannot be understood: " + source);
    }

    private Optional<Check> parsed(List<Token> tokens) {
        Deque<Group> open = new ArrayDeque<>();
        open.push(new Group());
        for (Token token : tokens) {
            boolean fits = switch (token.kind()) {
                case OPEN -> open.size() < MAX_OPEN && open.peek().open() && push(open);
                case CLOSE -> open.size() > 1 && open.peek().complete() && close(open);
                case AND -> open.peek().and();
                case OR -> open.peek().or();
                case NOT -> open.peek().not();
                case CHECK -> open.peek().operand(check(token.text()));
                case QUOTED -> false;
            };
            if (!fits) {
                return Optional.empty();
            }
        }
        return open.size() == 1 && open.peek().complete()
                ? Optional.of(open.peek().check())
                : Optional.empty();
    }

    private static boolean push(Deque<Group> open) {
        open.push(new Group());
        return true;
    }

    private static boolean close(Deque<Group> open) {
        Check inner = open.pop().check();
        return open.peek().operand(inner);
    }

    private Check check(String source) {
        if (source.equals("!")) {
            return FixedCheck.NEVER;
        }
        if (source.equals("@")) {
            return FixedCheck.ALWAYS;
        }
        int colon = source.indexOf(':');
        if (colon < 0) {
            return never("holds a check without a colon, which is never true: " + source);
        }
        String kind = source.substring(0, colon);
        String match = source.substring(colon + 1);
        return switch (kind) {
            case "rule" -> new RuleReference(match);
            case "role" -> new RoleCheck(template(match));
            case "http", "https" -> remote(source);
            default -> generic(kind, match);
        };
    }

    private Check generic(String kind, String match) {
        Template right = template(match);
        LeftSide left = LeftSide.of(kind);
        if (left instanceof LeftSide.Literal literal) {
            return new LiteralCheck(kind, literal.value(), right);
        }
        if (left instanceof LeftSide.Path path) {
            return new CredentialCheck(kind, path, right);
        }
        complaints.add("holds a check that cannot be evaluated: " + kind + ":" + match);
        return new MalformedCheck(kind, right);
    }

    /** The complaint leaves the address out: it might hold a password. */
    private Check remote(String source) {
        Template address = Template.of(source);
        String fault = RemoteCheck.fault(address);
        if (fault == null) {
            return new RemoteCheck(address);
        }
        complaints.add("holds an http check that is refused: " + fault);
        return new BrokenCheck("http:", fault);
    }

    private Template template(String source) {
        Template template = Template.of(source);
        if (template.fault() != null) {
            complaints.add("holds '" + source + "', in which " + template.fault());
        }
        return template;
    }

    /** What stands between two parentheses: alternatives of conjunctions, as far as they have been read. */
    private static final class Group {
        private final List<Check> alternatives = new ArrayList<>();
        private final List<Check> together = new ArrayList<>();
        private boolean wantsOperand = true;
        private boolean negated;

        boolean open() {
            return wantsOperand;
        }

        boolean complete() {
            return !wantsOperand;
        }

        boolean operand(Check check) {
            if (!wantsOperand) {
                return false;
            }
            together.add(negated ? new Negation(check) : check);
            negated = false;
            wantsOperand = false;
            return true;
        }

        /** Two in a row cancel each other, so that a thousand of them do not nest. */
        boolean not() {
            negated = !negated;
            return wantsOperand;
        }

        boolean and() {
            return wantMore();
        }

        boolean or() {
            if (wantsOperand) {
                return false;
            }
            alternatives.add(conjunction());
            together.clear();
            return wantMore();
        }

        private boolean wantMore() {
            boolean fits = !wantsOperand;
            wantsOperand = true;
            return fits;
        }

        Check check() {
            if (alternatives.isEmpty()) {
                return conjunction();
            }
            List<Check> all = new ArrayList<>(alternatives);
            all.add(conjunction());
            return new AnyOf(all);
        }

        private Check conjunction() {
            return together.size() == 1 ? together.get(0) : new AllOf(together);
        }
    }

    /** A word of rule text. */
    private record Token(Kind kind, String text) {
        enum Kind {
            OPEN,
            CLOSE,
            AND,
            OR,
            NOT,
            CHECK,
            QUOTED
        }

        /** Parentheses count where a word begins and ends, so those of {@code %(key)s} stay (POL-3). */
        static List<Token> split(String source) {
            List<Token> tokens = new ArrayList<>();
            int at = 0;
            while (at < source.length()) {
                int end = at;
                while (end < source.length() && !space(source.charAt(end))) {
                    end++;
                }
                word(source.substring(at, end), tokens);
                at = end + 1;
            }
            return tokens;
        }

        private static void word(String word, List<Token> tokens) {
            int start = 0;
            while (start < word.length() && word.charAt(start) == '(') {
                tokens.add(new Token(Kind.OPEN, "("));
                start++;
            }
            int end = word.length();
            while (end > start && word.charAt(end - 1) == ')') {
                end--;
            }
            if (end > start) {
                tokens.add(inner(word.substring(start), word.substring(start, end)));
            }
            for (int i = end; i < word.length(); i++) {
                tokens.add(new Token(Kind.CLOSE, ")"));
            }
        }

        private static Token inner(String withParentheses, String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "and" -> new Token(Kind.AND, text);
                case "or" -> new Token(Kind.OR, text);
                case "not" -> new Token(Kind.NOT, text);
                default -> new Token(quoted(withParentheses) ? Kind.QUOTED : Kind.CHECK, text);
            };
        }

        private static boolean quoted(String word) {
            char first = word.charAt(0);
            return word.length() >= 2 && (first == '\'' || first == '"') && word.charAt(word.length() - 1) == first;
        }

        /** What Python's {@code \s} takes for white space. */
        private static boolean space(char c) {
            return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
        }
    }
}
