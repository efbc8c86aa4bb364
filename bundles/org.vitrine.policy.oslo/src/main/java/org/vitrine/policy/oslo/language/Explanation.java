package org.vitrine.policy.oslo.language;

/** Lines for an operator, each a check with what it says, indented below the check that asked it. Bounded. */
public final class Explanation {
    private static final int MAX_LINES = 500;
    private static final int MAX_INDENT = 40;
    private static final int MAX_TEXT = 300;

    private final StringBuilder lines = new StringBuilder();
    private int indent;
    private int count;

    /** A line of its own. */
    public void line(String text) {
        if (count < MAX_LINES) {
            lines.append("  ".repeat(Math.min(indent, MAX_INDENT)))
                    .append(shown(text))
                    .append('\n');
        } else if (count == MAX_LINES) {
            lines.append("...\n");
        }
        count++;
    }

    /** The check, what it says, and below it why. */
    public Verdict add(Question question, Check check) {
        Verdict verdict = question.ask(check);
        String word = switch (verdict) {
            case YES -> "yes: ";
            case NO -> "no: ";
            case BROKEN -> "cannot be evaluated: ";
        };
        line(word + check);
        if (count <= MAX_LINES && indent <= MAX_INDENT) {
            indent++;
            check.explain(question, this);
            indent--;
        }
        return verdict;
    }

    void reason(String text) {
        line(text);
    }

    private static String shown(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}", "?");
        return oneLine.length() <= MAX_TEXT ? oneLine : oneLine.substring(0, MAX_TEXT) + "...";
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
