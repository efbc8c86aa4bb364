package org.vitrine.importing.download;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Status and headers of an answer: at most 64 KiB of them. */
final class ReplyHead {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_INTERIM = 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final int status;
    private final Map<String, List<String>> fields;

    private ReplyHead(int status, Map<String, List<String>> fields) {
        this.status = status;
        this.fields = fields;
    }

    /** Reads it, and leaves out what servers say while they think. */
    static ReplyHead read(InputStream in) throws IOException {
        int left = MOST_BYTES;
        for (int interim = 0; interim <= MOST_INTERIM; interim++) {
            var lines = new Lines(in, left);
            ReplyHead head = read(lines);
            if (head.status >= 200) {
                return head;
            }
            if (head.status == 101) {
                throw WireException.nonsense("the server wants to speak another protocol");
            }
            left = lines.left();
        }
        throw WireException.nonsense("the server's answer does not begin");
    }

    private static ReplyHead read(Lines lines) throws IOException {
        Matcher status = STATUS.matcher(lines.next());
        if (!status.matches()) {
            throw WireException.nonsense("the server does not speak HTTP/1.1");
        }
        Map<String, List<String>> fields = new HashMap<>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                throw WireException.nonsense("the server sends a header that is none");
            }
            fields.computeIfAbsent(field.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.group(2));
        }
        return new ReplyHead(Integer.parseInt(status.group(1)), fields);
    }

    /** Lines of a head; for what follows the head nothing is read too much. */
    static final class Lines {
        private final InputStream in;
        private int left;

        Lines(InputStream in, int most) {
            this.in = in;
            left = most;
        }

        int left() {
            return left;
        }

        String next() throws IOException {
            var line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw WireException.passing("the server broke off its answer");
                }
                if (--left < 0) {
                    throw WireException.nonsense("the head of the server's answer is too long");
                }
                line.append((char) b);
            }
            int length = line.length();
            if (length > 0 && line.charAt(length - 1) == '\r') {
                line.setLength(length - 1);
            }
            left--;
            return line.toString();
        }
    }

    int status() {
        return status;
    }

    /** The only header of that name; empty when there is none, or several that differ. */
    Optional<String> only(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.stream().distinct().count() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Whether the body comes in chunks. */
    boolean chunked() throws IOException {
        List<String> codings = fields.getOrDefault("transfer-encoding", List.of());
        if (codings.isEmpty()) {
            return false;
        }
        if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
            throw WireException.nonsense("the server sends data in a coding that nobody asked for");
        }
        if (fields.containsKey("content-length")) {
            throw WireException.nonsense("the server announces two lengths");
        }
        return true;
    }

    /** Bytes of the body; empty when it ends with the connection, or comes in chunks. */
    OptionalLong length() throws IOException {
        if (chunked() || !fields.containsKey("content-length")) {
            return OptionalLong.empty();
        }
        String length = only("content-length")
                .filter(value -> LENGTH.matcher(value).matches())
                .orElseThrow(() -> WireException.nonsense("the server announces a length that is none"));
        return OptionalLong.of(Long.parseLong(length));
    }
}
