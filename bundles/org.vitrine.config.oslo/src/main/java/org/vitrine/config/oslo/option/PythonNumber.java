package org.vitrine.config.oslo.option;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as Python's {@code int()} and {@code float()} read them and {@code str()} writes them. */
final class PythonNumber {
    private static final String DIGITS = "\\p{Nd}(?:_?\\p{Nd})*";
    private static final Pattern WHOLE = Pattern.compile("[+-]?" + DIGITS);
    private static final Pattern REAL = Pattern.compile(
            "[+-]?(?:" + DIGITS + "(?:\\.(?:" + DIGITS + ")?)?|\\." + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?");
    private static final Pattern SPECIAL =
            Pattern.compile("([+-]?)(inf|infinity|nan)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final int MOST_DIGITS = 4300;

    private PythonNumber() {}

    static BigInteger whole(String text) {
        if (!WHOLE.matcher(text).matches() || text.length() > MOST_DIGITS) {
            throw new IllegalArgumentException("must be a whole number");
        }
        return new BigInteger(plain(text));
    }

    static double real(String text) {
        if (SPECIAL.matcher(text).matches()) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (lower.endsWith("nan")) {
                return Double.NaN;
            }
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (!REAL.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a number");
        }
        return Double.parseDouble(plain(text));
    }

    /** ASCII digits, no underscores. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().filter(c -> c != '_').forEach(c -> {
            int digit = Character.digit(c, 10);
            plain.appendCodePoint(digit < 0 ? c : '0' + digit);
        });
        return plain.charAt(0) == '+' ? plain.substring(1) : plain.toString();
    }

    /** As {@code str()} writes it. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = exact.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = exact.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = value < 0 ? "-" : "";
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : String.valueOf(Math.abs(exponent));
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + power;
    }
}
