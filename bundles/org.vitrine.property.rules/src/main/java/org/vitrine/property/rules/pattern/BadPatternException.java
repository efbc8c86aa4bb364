package org.vitrine.property.rules.pattern;

/** An expression that Python would refuse, or that cannot be searched in linear time; the message says where and why. */
public final class BadPatternException extends Exception {
    private static final long serialVersionUID = 1L;

    BadPatternException(String what, int position) {
        super(what + " at position " + position);
    }
}
