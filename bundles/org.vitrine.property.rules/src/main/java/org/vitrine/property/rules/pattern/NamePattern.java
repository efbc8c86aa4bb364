package org.vitrine.property.rules.pattern;

/** A compiled expression. Immutable and safe for many threads. */
public final class NamePattern {
    private final String source;
    private final Program program;

    private NamePattern(String source, Program program) {
        this.source = source;
        this.program = program;
    }

    /** Compiles an expression as {@code re.compile} would. */
    public static NamePattern of(String source) throws BadPatternException {
        return new NamePattern(source, Program.of(new PatternParser(source).parse()));
    }

    /** Whether it matches anywhere in the text, as {@code re.search} would find. */
    public boolean foundIn(String text) {
        return new Search(program, text.codePoints().toArray()).found();
    }

    /** The expression as written. */
    @Override
    public String toString() {
        return source;
    }
}
