package org.vitrine.config.oslo.option;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitrine.config.oslo.ini.PythonText;

/**
 * What values an option takes, and what they mean, as the types of oslo.config do. A conversion gives a {@code String},
 * {@code Boolean}, {@code BigInteger}, {@code Double}, {@code List} or {@code Map}, or null for a number that is empty.
 * What does not fit is an {@code IllegalArgumentException} whose message does not hold the value: it may be a secret.
 */
public sealed interface OptionType {
    /** The value that the text means. */
    Object convert(String text);

    /** Reads the notation of the option table. */
    static OptionType parse(String notation) {
        int open = notation.indexOf('(');
        String name = open < 0 ? notation : notation.substring(0, open);
        String inner = open < 0 ? "" : notation.substring(open + 1, notation.lastIndexOf(')'));
        return switch (name) {
            case "text" -> new Text(inner.isEmpty() ? List.of() : List.of(inner.split("\\|")), notation.endsWith(")~"));
            case "bool" -> new Bool();
            case "int" -> Whole.between(inner, false);
            case "long" -> Whole.between(inner, true);
            case "port" -> new Whole(BigInteger.ZERO, BigInteger.valueOf(65535), false);
            case "float" -> Real.between(inner);
            case "host" -> new Host();
            case "dict" -> new Pairs();
            case "size" -> new Size();
            case "list" -> new Items(new Text(List.of(), false), false);
            case "list[]" -> new Items(new Text(List.of(), false), true);
            case "list[] of quoted" -> new Items(new Quoted(), true);
            case "list[] of port" -> new Items(new Whole(BigInteger.ONE, BigInteger.valueOf(65535), false), true);
            case "list[] of host" -> new Items(new Host(), true);
            default -> throw new IllegalArgumentException("no type of options: " + notation);
        };
    }

    /** Text, free or one of some. */
    record Text(List<String> choices, boolean anyCase) implements OptionType {
        @Override
        public Object convert(String text) {
            boolean fits = choices.isEmpty()
                    || choices.contains(text)
                    || anyCase
                            && choices.stream()
                                    .anyMatch(choice ->
                                            choice.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)));
            if (!fits) {
                throw new IllegalArgumentException("must be one of " + String.join(", ", choices));
            }
            return text;
        }
    }

    /** Text, which may have one pair of quotes around it. */
    record Quoted() implements OptionType {
        @Override
        public Object convert(String text) {
            if (text.isEmpty() || text.charAt(0) != '"' && text.charAt(0) != '\'') {
                return text;
            }
            if (text.length() == 1 || text.charAt(text.length() - 1) != text.charAt(0)) {
                throw new IllegalArgumentException("has a quote that is not closed");
            }
            return text.substring(1, text.length() - 1);
        }
    }

    /** Yes or no. */
    record Bool() implements OptionType {
        private static final List<String> YES = List.of("true", "1", "on", "yes");
        private static final List<String> NO = List.of("false", "0", "off", "no");

        @Override
        public Object convert(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (YES.contains(lower)) {
                return true;
            }
            if (NO.contains(lower)) {
                return false;
            }
            throw new IllegalArgumentException("must be true or false");
        }
    }

    /**
     * A whole number; either bound may be null.
     *
     * @param large whether whoever reads it takes 64 bits, not 32
     */
    record Whole(BigInteger least, BigInteger most, boolean large) implements OptionType {
        static Whole between(String bounds, boolean large) {
            String[] ends = bounds.split("\\.\\.", -1);
            return new Whole(bound(ends[0]), ends.length < 2 ? null : bound(ends[1]), large);
        }

        private static BigInteger bound(String text) {
            return text.isEmpty() ? null : new BigInteger(text);
        }

        @Override
        public Object convert(String text) {
            String bare = PythonText.strip(text);
            if (bare.isEmpty()) {
                return null;
            }
            BigInteger value = PythonNumber.whole(bare);
            if (least != null && value.compareTo(least) < 0) {
                throw new IllegalArgumentException("must be " + least + " or more");
            }
            if (most != null && value.compareTo(most) > 0) {
                throw new IllegalArgumentException("must be " + most + " or less");
            }
            return value;
        }
    }

    /** A number with a fraction; either bound may be null. */
    record Real(Double least, Double most) implements OptionType {
        static Real between(String bounds) {
            String[] ends = bounds.split("\\.\\.", -1);
            return new Real(bound(ends[0]), ends.length < 2 ? null : bound(ends[1]));
        }

        private static Double bound(String text) {
            return text.isEmpty() ? null : Double.valueOf(text);
        }

        @Override
        public Object convert(String text) {
            String bare = PythonText.strip(text);
            if (bare.isEmpty()) {
                return null;
            }
            double value = PythonNumber.real(bare);
            if (least != null && value < least) {
                throw new IllegalArgumentException("must be " + least + " or more");
            }
            if (most != null && value > most) {
                throw new IllegalArgumentException("must be " + most + " or less");
            }
            return value;
        }
    }

    /** A list, separated by commas; an item that does not fit is tried with the next part, comma and all. */
    record Items(OptionType item, boolean bracketed) implements OptionType {
        @Override
        public Object convert(String text) {
            String bare = PythonText.strip(text);
            while (bare.endsWith(",")) {
                bare = bare.substring(0, bare.length() - 1);
            }
            if (bracketed) {
                if (!bare.startsWith("[") || !bare.endsWith("]")) {
                    throw new IllegalArgumentException("must begin with [ and end with ]");
                }
                bare = bare.substring(1, bare.length() - 1);
            }
            List<Object> items = new ArrayList<>();
            if (!bare.isEmpty()) {
                List<String> parts = Arrays.asList(bare.split(",", -1));
                int next = 0;
                while (next < parts.size()) {
                    next = take(parts, next, items);
                }
            }
            return items;
        }

        private int take(List<String> parts, int from, List<Object> items) {
            StringBuilder joined = new StringBuilder(parts.get(from));
            for (int next = from + 1; ; next++) {
                try {
                    items.add(item.convert(PythonText.strip(joined.toString())));
                    return next;
                } catch (IllegalArgumentException e) {
                    if (next == parts.size()) {
                        throw new IllegalArgumentException("has an item that " + e.getMessage(), e);
                    }
                }
                joined.append(',').append(parts.get(next));
            }
        }
    }

    /** Names and values: {@code a:b,c:d}. */
    record Pairs() implements OptionType {
        @Override
        public Object convert(String text) {
            Map<String, String> pairs = new LinkedHashMap<>();
            String bare = PythonText.strip(text);
            if (bare.isEmpty()) {
                return pairs;
            }
            List<String> parts = Arrays.asList(bare.split(",", -1));
            int next = 0;
            while (next < parts.size()) {
                StringBuilder joined = new StringBuilder(parts.get(next++));
                while (joined.indexOf(":") < 0) {
                    if (next == parts.size()) {
                        throw new IllegalArgumentException("must be NAME:VALUE pairs, separated by commas");
                    }
                    joined.append(',').append(parts.get(next++));
                }
                int colon = joined.indexOf(":");
                String name = PythonText.strip(joined.substring(0, colon));
                if (name.isEmpty()) {
                    throw new IllegalArgumentException("has a pair without a name");
                }
                if (pairs.put(name, PythonText.strip(joined.substring(colon + 1))) != null) {
                    throw new IllegalArgumentException("has a name twice");
                }
            }
            return pairs;
        }
    }

    /** An address or the name of a host. */
    record Host() implements OptionType {
        @Override
        public Object convert(String text) {
            return HostName.normal(text);
        }
    }

    /** A number of bytes with an optional unit, as text (op:CFG-50). */
    record Size() implements OptionType {
        private static final Pattern FORM = Pattern.compile("(\\d{1,18})(B|KB|MB|GB|TB)?");
        private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB");

        @Override
        public Object convert(String text) {
            String bare = PythonText.strip(text);
            Matcher matcher = FORM.matcher(bare);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("must be a number, followed by B, KB, MB, GB, TB or nothing");
            }
            int shift = matcher.group(2) == null ? 0 : 10 * UNITS.indexOf(matcher.group(2));
            if (Long.parseLong(matcher.group(1)) > Long.MAX_VALUE >> shift) {
                throw new IllegalArgumentException("must be less than 8388608TB");
            }
            return bare;
        }
    }
}
