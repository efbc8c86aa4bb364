package org.vitrine.policy.oslo.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.vitrine.spi.policy.PolicyTarget;

/**
 * The right side of a check, with {@code %(key)s} for values of the target and {@code %%} for a per cent sign (POL-16).
 * Any other use of the sign is an error when evaluation comes to it.
 */
final class Template {
    private record Piece(String text, boolean key) {}

    private final String source;
    private final List<Piece> pieces;
    private final String fault;

    private Template(String source, List<Piece> pieces, String fault) {
        this.source = source;
        this.pieces = List.copyOf(pieces);
        this.fault = fault;
    }

    static Template of(String source) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < source.length()) {
            int sign = source.indexOf('%', at);
            if (sign < 0) {
                break;
            }
            text.append(source, at, sign);
            if (source.startsWith("%%", sign)) {
                text.append('%');
                at = sign + 2;
                continue;
            }
            int end = source.startsWith("%(", sign) ? closing(source, sign + 2) : -1;
            if (end < 0 || !source.startsWith("s", end + 1)) {
                return new Template(source, flushed(pieces, text), "only %(key)s and %% can follow a %");
            }
            flushed(pieces, text).add(new Piece(source.substring(sign + 2, end), true));
            text.setLength(0);
            at = end + 2;
        }
        text.append(source, at, source.length());
        return new Template(source, flushed(pieces, text), null);
    }

    /** Keys may hold parentheses in pairs. */
    private static int closing(String source, int from) {
        int open = 1;
        for (int at = from; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '(') {
                open++;
            } else if (c == ')' && --open == 0) {
                return at;
            }
        }
        return -1;
    }

    private static List<Piece> flushed(List<Piece> pieces, StringBuilder text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text.toString(), false));
        }
        return pieces;
    }

    /** What is wrong with it, or null. */
    String fault() {
        return fault;
    }

    /** The text with the target's values in it, or null when that fails; {@link #unfilled} says how. */
    String fill(PolicyTarget target) {
        return fill(target, UnaryOperator.identity());
    }

    /** The same with each value put into another form first. */
    String fill(PolicyTarget target, UnaryOperator<String> form) {
        if (fault == null && pieces.size() == 1) {
            return value(pieces.get(0), target, form);
        }
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            String value = value(pieces.get(i), target, form);
            if (value == null) {
                return null;
            }
            filled.append(value);
        }
        return fault == null ? filled.toString() : null;
    }

    private static String value(Piece piece, PolicyTarget target, UnaryOperator<String> form) {
        if (!piece.key) {
            return piece.text;
        }
        String value = piece.text.equals("is_public") ? isPublic(target) : target.value(piece.text);
        return value == null ? null : form.apply(value);
    }

    /** What images had before they had a visibility (POL-14). */
    private static String isPublic(PolicyTarget target) {
        String visibility = target.value("visibility");
        if (visibility == null) {
            return null;
        }
        return visibility.equals("public") ? "True" : "False";
    }

    /** The text before the first value. */
    String start() {
        return pieces.isEmpty() || pieces.get(0).key ? "" : pieces.get(0).text;
    }

    /** What a check says whose template was not filled: no for a key that the target lacks. */
    Verdict unfilled(PolicyTarget target) {
        return missingKey(target) == null ? Verdict.BROKEN : Verdict.NO;
    }

    String whyUnfilled(PolicyTarget target) {
        String missing = missingKey(target);
        return missing == null ? fault : "the target has no " + missing;
    }

    private String missingKey(PolicyTarget target) {
        for (Piece piece : pieces) {
            if (value(piece, target, UnaryOperator.identity()) == null) {
                return piece.text;
            }
        }
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && template.source.equals(source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source);
    }

    @Override
    public String toString() {
        return source;
    }
}
