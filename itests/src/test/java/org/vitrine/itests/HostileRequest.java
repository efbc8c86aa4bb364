package org.vitrine.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A request that may be wrong in any of its parts. Every character of its texts stands for one byte. */
final class HostileRequest {
    private static final int SHOWN = 1500;
    private static final int MOST_CHUNK = 40;

    /** How the end of the body is told. */
    enum Framing {
        LENGTH,
        CHUNKED,
        /** The headers say it, rightly or not. */
        AS_SAID,
        /** The connection ends before the body does. */
        CUT
    }

    private String method;
    private String target;
    private String version = "HTTP/1.1";
    private String body;
    private Framing framing = Framing.LENGTH;
    private boolean malformed;
    private final List<String> headers = new ArrayList<>();

    HostileRequest(String method, String target, String body) {
        this.method = method;
        this.target = target;
        this.body = body;
        headers.add("Host: hostile");
    }

    String method() {
        return method;
    }

    void method(String changed) {
        method = changed;
    }

    String target() {
        return target;
    }

    void target(String changed) {
        target = changed;
    }

    String version() {
        return version;
    }

    void version(String changed) {
        version = changed;
        malformed = true;
    }

    String body() {
        return body;
    }

    void body(String changed) {
        body = changed;
    }

    void framing(Framing changed) {
        framing = changed;
        malformed |= changed == Framing.AS_SAID || changed == Framing.CUT;
    }

    List<String> headers() {
        return headers;
    }

    void header(String name, String value) {
        headers.removeIf(line -> line.startsWith(name + ":"));
        headers.add(name + ": " + value);
        malformed |= value.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    /** Whether a server may take it for something else than one request, and close the connection without a word. */
    boolean malformed() {
        return malformed || !target.startsWith("/") || target.chars().anyMatch(c -> c <= ' ' || c > '~');
    }

    /** Whether the connection ends after it. */
    boolean cut() {
        return framing == Framing.CUT;
    }

    /** What is sent. */
    String bytes(Random random) {
        StringBuilder bytes = new StringBuilder(method + " " + target + " " + version + "\r\n");
        headers.forEach(line -> bytes.append(line).append("\r\n"));
        switch (framing) {
            case LENGTH -> bytes.append(lengthIfAny()).append("\r\n").append(body);
            case CHUNKED -> chunks(bytes.append("Transfer-Encoding: chunked\r\n\r\n"), random);
            case AS_SAID -> bytes.append("\r\n").append(body);
            case CUT ->
                bytes.append("Content-Length: ")
                        .append(body.length() + 1)
                        .append("\r\n\r\n")
                        .append(body);
        }
        return bytes.toString();
    }

    private String lengthIfAny() {
        return body.isEmpty() && !"POST".equals(method) && !"PUT".equals(method)
                ? ""
                : "Content-Length: " + body.length() + "\r\n";
    }

    private void chunks(StringBuilder bytes, Random random) {
        int least = 1 + body.length() / MOST_CHUNK;
        for (int at = 0; at < body.length(); ) {
            int end = Math.min(body.length(), at + least + random.nextInt(MOST_CHUNK));
            bytes.append(Integer.toHexString(end - at)).append("\r\n").append(body, at, end);
            bytes.append("\r\n");
            at = end;
        }
        bytes.append("0\r\n\r\n");
    }

    @Override
    public String toString() {
        String text = method + " " + target + " " + version + " " + headers + " " + framing + " " + body;
        return text.substring(0, Math.min(SHOWN, text.length())).replaceAll("[^ -~]", "?");
    }
}
