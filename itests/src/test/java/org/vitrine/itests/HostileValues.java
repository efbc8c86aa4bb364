package org.vitrine.itests;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Values that nobody sends who means well; every character stands for one byte. */
final class HostileValues {
    private static final List<String> NUMBERS = List.of(
            "-1",
            "0",
            "-0",
            "1.5",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e400",
            "-1e-400",
            "1e1000000000",
            "9".repeat(2000),
            "0x10",
            "01",
            "NaN",
            "Infinity");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "..",
            "../../etc/passwd",
            "%s%n%x",
            "${jndi:ldap://127.0.0.1:9/x}",
            "' OR 1=1 --",
            "<script>",
            "a,b:c;d=e|f",
            "in:",
            "in:\"",
            "gt:",
            "lt:x",
            "neq:",
            "null",
            "None",
            "true",
            "public",
            "2024-02-30T25:61:61Z",
            "gt:99999-01-01T00:00:00",
            "file:///etc/passwd",
            "http://[::1",
            "http://127.0.0.1:99999/",
            "\u00ff\u00fe",
            "\u00c0\u00af",
            "\u00ed\u00a0\u0080",
            utf8("\ud83d\ude00"),
            utf8("\u00e4\u4e16\u202e\u0301\ufeff\uffff"),
            utf8("I\u0307\u0130\u0131\u00df"),
            "\u007f",
            "\t",
            "x".repeat(255),
            "x".repeat(256),
            "\u00c3\u00a4".repeat(255),
            "y".repeat(5000));
    private static final List<String> ESCAPES = List.of(
            "%00",
            "%",
            "%4",
            "%zz",
            "%u0041",
            "%0d%0aX-Injected:%20y",
            "%2f",
            "%2F..%2f",
            "%2e%2e",
            "%252e",
            "%5c",
            "%c0%af",
            "%ff",
            "%c3",
            "%ed%a0%80",
            "%f0%9f%98%80",
            "%ef%bf%bf",
            "%20",
            "+",
            ";a=b",
            "%3b",
            "%3f",
            "%23",
            "#x",
            "//",
            "/./",
            "/../",
            "\\",
            "{}",
            "\u00e4");
    private static final List<String> JSON = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"\":null}",
            "{\"a\":1,\"a\":2}",
            "\"\\u0000\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\\x\"",
            "\"\\",
            "'a'",
            "undefined",
            "/**/1",
            "[1,]",
            "{\"a\":}",
            "[" + "[".repeat(20_000),
            "[".repeat(990) + "]".repeat(990),
            "{\"a\":".repeat(3000) + "1" + "}".repeat(3000),
            "[" + "1,".repeat(5000) + "1]",
            "\"" + "z".repeat(70_000) + "\"");

    private HostileValues() {}

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** One of several. */
    static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Something for a header, or for a text in JSON. */
    static String text(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> pick(NUMBERS, random);
            case 1 -> pick(TEXTS, random) + pick(TEXTS, random);
            default -> pick(TEXTS, random);
        };
    }

    /** Something for a path or a query, as the client escapes it, if it does. */
    static String escaped(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> pick(ESCAPES, random) + pick(ESCAPES, random);
            case 1 -> escape(text(random));
            case 2 -> escape(pick(TEXTS, random)) + pick(ESCAPES, random);
            default -> pick(ESCAPES, random);
        };
    }

    private static String escape(String bytes) {
        StringBuilder escaped = new StringBuilder();
        for (char c : bytes.toCharArray()) {
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~:,".indexOf(c) >= 0);
            escaped.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02x", (int) c));
        }
        return escaped.toString();
    }

    /** Something where JSON has a value. */
    static String json(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> pick(NUMBERS, random);
            case 1 -> "\"" + text(random) + "\"";
            default -> pick(JSON, random);
        };
    }

    /** Bytes of no sort. */
    static String noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
