package org.vitrine.spi.testkit.http;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests whose end two servers could see in different places, each followed by a second request on the same
 * connection. A server must refuse the first and close the connection, so that the second is never answered.
 */
public final class SmugglingProbes {
    private static final String BODY = "{   }";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String GOOD_CHUNKS = "5\r\n" + BODY + "\r\n0\r\n\r\n";
    private static final String SECOND = "GET /healthcheck HTTP/1.1\r\nHost: probe\r\n\r\n";

    private final InetSocketAddress server;
    private final String method;
    private final String path;
    private final String headers;
    private final Duration patience;

    /**
     * Probes by requests with a body of five bytes, an empty JSON object.
     *
     * @param method with which it is taken, such as {@code POST}
     * @param path where it is taken, such as {@code /v2/images}
     * @param headers for each request, its {@code Content-Type} among them, each with its line end
     * @param patience how long to wait for an answer: longer than the server waits for the rest of a body
     */
    public SmugglingProbes(InetSocketAddress server, String method, String path, String headers, Duration patience) {
        this.server = server;
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.patience = patience;
    }

    /** Every probe is refused with 400 and nothing after it is answered; what is well-formed is answered. */
    public void assertRefused() throws IOException {
        Map<String, List<Integer>> wrong = new LinkedHashMap<>();
        for (Map.Entry<String, String> probe : probes().entrySet()) {
            List<Integer> statuses = statuses(probe.getValue() + SECOND);
            if (!statuses.equals(List.of(400))) {
                wrong.put(probe.getKey(), statuses);
            }
        }
        assertEquals(Map.of(), wrong);
    }

    /** What is well-formed, though odd, is served, and so is the next request on the connection. */
    public void assertServed() throws IOException {
        Map<String, List<Integer>> wrong = new LinkedHashMap<>();
        for (Map.Entry<String, String> request : wellFormed().entrySet()) {
            List<Integer> statuses =
                    statuses(request.getValue() + SECOND.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
            if (statuses.size() != 2 || statuses.get(0) / 100 != 2 || statuses.get(1) != 200) {
                wrong.put(request.getKey(), statuses);
            }
        }
        assertEquals(Map.of(), wrong);
    }

    private List<Integer> statuses(String bytes) throws IOException {
        try (RawClient client = new RawClient(server, patience)) {
            List<Integer> statuses = new ArrayList<>(client.send(bytes).statuses());
            if (!client.closed()) {
                statuses.add(0);
            }
            return statuses;
        }
    }

    private Map<String, String> wellFormed() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("content length", post("Content-Length: 5\r\n", BODY));
        requests.put("chunked", post(CHUNKED, GOOD_CHUNKS));
        requests.put("chunked in capitals", post("TRANSFER-ENCODING: CHUNKED\r\n", GOOD_CHUNKS));
        requests.put("chunk extension", chunks("5;a=b\r\n" + BODY + "\r\n0\r\n\r\n"));
        requests.put("quoted chunk extension", chunks("5;a=\"b;\\\"c\"\r\n" + BODY + "\r\n0\r\n\r\n"));
        requests.put("extension of the last chunk", chunks("5\r\n" + BODY + "\r\n0;x\r\n\r\n"));
        requests.put("trailer", chunks("5\r\n" + BODY + "\r\n0\r\nX-Trailer: y\r\n\r\n"));
        requests.put("trailer that claims a length", chunks("5\r\n" + BODY + "\r\n0\r\nContent-Length: 50\r\n\r\n"));
        requests.put("one chunk for each byte", chunks("1\r\n{\r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n}\r\n0\r\n\r\n"));
        return requests;
    }

    private Map<String, String> probes() {
        Map<String, String> probes = new LinkedHashMap<>();
        probes.put("quoted extension over two lines", chunks("1;a=\"\r\nX\r\n0\r\n\r\n"));
        probes.put("unterminated quote", chunks("5;a=\"b\r\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("LF in a quoted extension", chunks("5;a=\"b\nc\"\r\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("LF in an extension", chunks("5;a\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("CR in an extension", chunks("5;a\rb\r\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("NUL in an extension", chunks("5;a\0b\r\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("LF after a chunk size", chunks("5\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("LF after a chunk", chunks("5\r\n" + BODY + "\n0\r\n\r\n"));
        probes.put("XX after a chunk", chunks("5\r\n" + BODY + "XX0\r\n\r\n"));
        probes.put("CR X after a chunk", chunks("5\r\n" + BODY + "\rX0\r\n\r\n"));
        probes.put("nothing after a chunk", chunks("5\r\n" + BODY + "0\r\n\r\n"));
        probes.put("blank after a chunk size", chunks("5 \r\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("blank before a chunk size", chunks(" 5\r\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("chunk size 0x5", chunks("0x5\r\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("chunk size +5", chunks("+5\r\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("chunk size -1", chunks("-1\r\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("chunk size of 17 digits", chunks("FFFFFFFFFFFFFFFFF\r\n" + BODY + "\r\n0\r\n\r\n"));
        probes.put("last chunk with LF", chunks("5\r\n" + BODY + "\r\n0\n\n"));
        probes.put("trailer without a colon", chunks("5\r\n" + BODY + "\r\n0\r\nX\r\n\r\n"));
        framing(probes);
        heads(probes);
        return probes;
    }

    private void framing(Map<String, String> probes) {
        probes.put("length and chunked", post("Content-Length: 5\r\n" + CHUNKED, GOOD_CHUNKS));
        probes.put("chunked and length", post(CHUNKED + "Content-Length: 5\r\n", GOOD_CHUNKS));
        probes.put("two equal lengths", post("Content-Length: 5\r\nContent-Length: 5\r\n", BODY));
        probes.put("two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", BODY));
        probes.put("list of equal lengths", post("Content-Length: 5, 5\r\n", BODY));
        probes.put("list of lengths", post("Content-Length: 5, 6\r\n", BODY));
        for (String length : List.of("+5", "-5", "5 5", "0x5", "", "18446744073709551621")) {
            probes.put("length '" + length + "'", post("Content-Length: " + length + "\r\n", BODY));
        }
        probes.put("length with an underscore", post("Content_Length: 5\r\n", ""));
        probes.put("two callers", post("Content-Length: 5\r\nX-User-Id: a\r\nx-user-id: b\r\n", BODY));
        probes.put("two tokens", post("Content-Length: 5\r\nX-Storage-Token: a\r\nX-Storage-Token: a\r\n", BODY));
        probes.put("blank before the colon", post("Transfer-Encoding : chunked\r\n", GOOD_CHUNKS));
        probes.put("folded coding", post("Transfer-Encoding:\r\n chunked\r\n", GOOD_CHUNKS));
        probes.put("VT before the coding", post("Transfer-Encoding: \u000bchunked\r\n", GOOD_CHUNKS));
        probes.put("chunked twice", post(CHUNKED + CHUNKED, GOOD_CHUNKS));
        probes.put("identity and length", post("Transfer-Encoding: identity\r\nContent-Length: 5\r\n", BODY));
        for (String coding : List.of(
                "xchunked",
                "chunked, identity",
                "identity, chunked",
                "gzip, chunked",
                "chunked, chunked",
                "chunked;q=1",
                "\"chunked\"",
                "identity",
                "gzip")) {
            probes.put("coding " + coding, post("Transfer-Encoding: " + coding + "\r\n", GOOD_CHUNKS));
        }
        probes.put("coding with an underscore", post("Transfer_Encoding: chunked\r\n", ""));
        probes.put("chunked in HTTP/1.0", chunks(GOOD_CHUNKS).replace("HTTP/1.1", "HTTP/1.0"));
    }

    private void heads(Map<String, String> probes) {
        probes.put("folded header", post("X-Long: a\r\n b\r\nContent-Length: 5\r\n", BODY));
        probes.put("blank before the first header", method + " " + path + " HTTP/1.1\r\n Host: probe\r\n\r\n");
        probes.put("CR in a header", post("X-Header: a\rb\r\nContent-Length: 5\r\n", BODY));
        probes.put("NUL in a header", post("X-Header: a\0b\r\nContent-Length: 5\r\n", BODY));
        probes.put("header without a colon", post("X-Header\r\nContent-Length: 5\r\n", BODY));
        probes.put("blank in a header's name", post("X Header: a\r\nContent-Length: 5\r\n", BODY));
        probes.put("no host", method + " " + path + " HTTP/1.1\r\n" + headers + "Content-Length: 5\r\n\r\n" + BODY);
        probes.put("two hosts", post("Host: other\r\nContent-Length: 5\r\n", BODY));
        for (String odd : List.of(
                "/%2e%2e/x", "/x/../y", "/..;/x", "/x/.;a/y", "/%00", "/%", "/%4", "/%zz", "/\\x", "/x#y", "/\u00e4")) {
            probes.put("path " + odd, "GET " + odd + " HTTP/1.1\r\nHost: probe\r\n" + headers + "\r\n");
        }
        probes.put("NUL in the query", "GET " + path + "?name=%00 HTTP/1.1\r\nHost: probe\r\n" + headers + "\r\n");
    }

    private String chunks(String body) {
        return post(CHUNKED, body);
    }

    private String post(String framing, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: probe\r\n" + headers + framing + "\r\n" + body;
    }
}
