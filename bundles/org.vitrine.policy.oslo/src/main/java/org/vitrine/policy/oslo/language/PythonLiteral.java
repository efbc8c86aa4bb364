package org.vitrine.policy.oslo.language;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the Python literals that can stand on the left of a check: the constants, numbers and quoted text. Tuples, lists
 * and the like are not read: no value of a target looks like one.
 */
final class PythonLiteral {
    private static final Pattern INTEGER = Pattern.compile(
            "([+-]?)[ \\t]*(?:(0(?:_?0)*|[1-9](?:_?[0-9])*)|0[xX]((?:_?[0-9a-fA-F])+)|0[oO]((?:_?[0-7])+)|0[bB]((?:_?[01])+))");
    private static final String DIGITS = "[0-9](?:_?[0-9])*";
    private static final Pattern FLOAT = Pattern.compile("[+-]?[ \\t]*(?:(?:" + DIGITS + ")?\\." + DIGITS + "|" + DIGITS
            + "\\.|" + DIGITS + "(?=[eE]))(?:[eE][+-]?" + DIGITS + ")?");
    private static final int MAX_LENGTH = 1000;
    private static final int MAX_DOUBLE_DIGITS = 17;

    private PythonLiteral() {}

    /** Its text as Python's {@code str} gives it, or null when it is no such literal. */
    static String read(String source) {
        if (source.isEmpty() || source.length() > MAX_LENGTH) {
            return null;
        }
        if (source.equals("True") || source.equals("False") || source.equals("None")) {
            return source;
        }
        Matcher integer = INTEGER.matcher(source);
        if (integer.matches()) {
            return integer(integer);
        }
        if (FLOAT.matcher(source).matches()) {
            return decimal(Double.parseDouble(source.replaceAll("[_ \\t]", "")));
        }
        return new PythonText(source).read();
    }

    private static String integer(Matcher match) {
        int[] radixes = {0, 0, 10, 16, 8, 2};
        for (int group = 2; group < radixes.length; group++) {
            if (match.group(group) != null) {
                BigInteger value = new BigInteger(match.group(group).replace("_", ""), radixes[group]);
                return (match.group(1).equals("-") ? value.negate() : value).toString();
            }
        }
        throw new IllegalStateException("one group of the pattern always matches");
    }

    /** The shortest decimal that reads back as the same number, with an exponent where Python writes one. */
    private static String decimal(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0.0" : "-0.0";
        }
        BigDecimal shortest = shortest(value).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return shortest.scale() > 0
                    ? shortest.toPlainString()
                    : shortest.setScale(1).toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + (exponent < 0 ? "e-" : "e+") + twoDigits(Math.abs(exponent));
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MAX_DOUBLE_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MAX_DOUBLE_DIGITS));
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
