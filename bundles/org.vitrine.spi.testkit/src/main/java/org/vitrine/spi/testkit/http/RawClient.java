package org.vitrine.spi.testkit.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A connection on which a test says exactly what it wants, right or wrong. For one thread. */
public final class RawClient implements Closeable {
    private final Socket socket;
    private final InputStream in;

    /**
     * An answer.
     *
     * @param headers by lower-case name; of several of one name the last
     * @param body decoded; what came of it
     * @param whole false when the connection ended within it
     */
    public record Answer(int status, Map<String, String> headers, String body, boolean whole) {
        /** A header by any case, or null. */
        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Connects.
     *
     * @param patience how long a read waits for a byte
     */
    public RawClient(InetSocketAddress server, Duration patience) throws IOException {
        this(new Socket(), server, patience);
    }

    /**
     * Connects.
     *
     * @param from the address of this machine that the server sees, such as {@code 127.0.0.2}
     * @param patience how long a read waits for a byte
     */
    public RawClient(String from, InetSocketAddress server, Duration patience) throws IOException {
        this(boundTo(from), server, patience);
    }

    private RawClient(Socket socket, InetSocketAddress server, Duration patience) throws IOException {
        this.socket = socket;
        socket.connect(server, (int) patience.toMillis());
        socket.setSoTimeout((int) patience.toMillis());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private static Socket boundTo(String address) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        return socket;
    }

    /** Sends the characters as bytes, one each. */
    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /**
     * Sends a text again and again with a pause before each, until something comes back or the times are over.
     *
     * @param times how often at most
     */
    public RawClient trickle(String text, Duration pause, int times) throws IOException {
        for (int i = 0; i < times && in.available() == 0; i++) {
            LockSupport.parkNanos(pause.toNanos());
            try {
                send(text);
            } catch (SocketException e) {
                return this;
            }
        }
        return this;
    }

    /** Says that nothing more comes, and still listens. */
    public RawClient endOutput() throws IOException {
        try {
            socket.shutdownOutput();
        } catch (SocketException e) {
            return this; // The other side was first.
        }
        return this;
    }

    /** The next answer to a request of any method but HEAD; interim answers are answers too. */
    public Answer answer() throws IOException {
        return answer(true);
    }

    /** The next answer's head, as to a HEAD request. */
    public Answer head() throws IOException {
        return answer(false);
    }

    private Answer answer(boolean withBody) throws IOException {
        String line = line();
        if (!line.startsWith("HTTP/1.")) {
            throw new IOException("not an answer: " + line);
        }
        int status = Integer.parseInt(line.substring(9, 12));
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        StringBuilder body = new StringBuilder();
        boolean whole = true;
        if (withBody && status >= 200 && status != 204 && status != 304) {
            try {
                body(headers, body);
            } catch (EOFException | SocketException e) {
                whole = false;
            }
        }
        return new Answer(status, headers, body.toString(), whole);
    }

    private void body(Map<String, String> headers, StringBuilder body) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            int size;
            do {
                size = Integer.parseInt(line().split(";")[0].strip(), 16);
                bytes(size, body);
                line();
            } while (size > 0);
        } else if (headers.containsKey("content-length")) {
            bytes(Long.parseLong(headers.get("content-length")), body);
        } else {
            for (int b = in.read(); b >= 0; b = in.read()) {
                body.append((char) b);
            }
        }
    }

    private void bytes(long count, StringBuilder target) throws IOException {
        for (long i = 0; i < count; i++) {
            target.append((char) one());
        }
    }

    private int one() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the connection was closed");
        }
        return b;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = one(); b != '\n'; b = one()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    /** The statuses of all answers that come until the connection ends or says nothing more. */
    public List<Integer> statuses() throws IOException {
        List<Integer> statuses = new ArrayList<>();
        try {
            while (true) {
                statuses.add(answer().status());
            }
        } catch (EOFException | SocketException | SocketTimeoutException e) {
            return statuses;
        }
    }

    /** Whether the other side closed the connection, or does so within the patience. */
    public boolean closed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
