package org.vitrine.spi.testkit.server;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;

/**
 * An HTTP/1.1 server on 127.0.0.1 that behaves as badly as a test wants: its handler answers what it likes, or nothing,
 * or half of it. Remembers every request. A thread for each connection.
 */
public final class RawHttpServer implements AutoCloseable {
    /** Decides what a request gets. */
    @FunctionalInterface
    public interface Handler {
        /** Answers; returning without an answer closes the connection. */
        void handle(Exchange exchange) throws IOException;
    }

    /**
     * A request as it came.
     *
     * @param target the path with the query
     * @param headers by lower-case name; of several of one name the last
     */
    public record Request(String method, String target, Map<String, String> headers) {
        /** A header, by any case. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    private final ServerSocket listener;
    private final Handler handler;
    private final String scheme;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread listening;

    /** Starts to listen on a free port. */
    public RawHttpServer(Handler handler) throws IOException {
        this(ServerSocketFactory.getDefault(), "http", handler);
    }

    /**
     * Starts to listen on a free port.
     *
     * @param sockets such as those of an {@link javax.net.ssl.SSLContext}
     * @param scheme that clients must use
     */
    public RawHttpServer(ServerSocketFactory sockets, String scheme, Handler handler) throws IOException {
        this.handler = handler;
        this.scheme = scheme;
        listener = sockets.createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        listening = start(this::listen, "listener");
    }

    /** The root, without a slash at the end. */
    public URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + port());
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** All requests so far whose head was read, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** Drops everything. Nobody gets in any more when this returns: a thread that still accepts would let one in. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        try {
            listening.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private Thread start(Runnable work, String name) {
        Thread thread = new Thread(work, "raw-http-" + name + "-" + port());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void listen() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                start(() -> serve(connection), "connection");
            }
        } catch (IOException e) {
            closed.countDown(); // the end
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            var out = new BufferedOutputStream(connection.getOutputStream());
            boolean goesOn = true;
            while (goesOn) {
                String line = line(in);
                if (line.isEmpty()) {
                    return;
                }
                String[] words = line.split(" ");
                Map<String, String> headers = new TreeMap<>();
                for (line = line(in); !line.isEmpty(); line = line(in)) {
                    int colon = line.indexOf(':');
                    headers.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
                var request = new Request(words[0], words[1], Map.copyOf(headers));
                requests.add(request);
                var exchange = new Exchange(request, in, out, connection);
                handler.handle(exchange);
                out.flush();
                goesOn = exchange.finish();
            }
        } catch (IOException e) {
            // The client went away, or the handler wants it to look as if.
        } finally {
            connections.remove(connection);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** One request and what it gets. For the handler's thread. */
    public final class Exchange {
        private final Request request;
        private final InputStream in;
        private final OutputStream out;
        private final Closeable connection;
        private boolean answered;
        private boolean read;

        private Exchange(Request request, InputStream in, OutputStream out, Closeable connection) {
            this.request = request;
            this.in = in;
            this.out = out;
            this.connection = connection;
        }

        /** The request. */
        public Request request() {
            return request;
        }

        /** The whole body; tells a client that asks for it to go on first. */
        public byte[] body() throws IOException {
            var body = new ByteArrayOutputStream();
            if (request.header("Expect").isPresent()) {
                proceed();
            }
            read = true;
            if (request.header("Transfer-Encoding").isPresent()) {
                for (int size = chunkSize(); size > 0; size = chunkSize()) {
                    body.write(exactly(size));
                    line(in);
                }
                line(in);
            } else {
                body.write(exactly(
                        Integer.parseInt(request.header("Content-Length").orElse("0"))));
            }
            return body.toByteArray();
        }

        private int chunkSize() throws IOException {
            String size = line(in);
            if (size.isEmpty()) {
                throw new IOException("the body broke off");
            }
            return Integer.parseInt(size, 16);
        }

        /** So many bytes of the body as they come over the wire. */
        public byte[] exactly(int count) throws IOException {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new IOException("the body broke off");
            }
            return bytes;
        }

        /** Says {@code 100 Continue}. */
        public void proceed() throws IOException {
            write("HTTP/1.1 100 Continue\r\n\r\n");
            out.flush();
        }

        /** Answers with a text. */
        public void answer(int status, String text, String... headers) throws IOException {
            answer(status, text.getBytes(StandardCharsets.UTF_8), headers);
        }

        /**
         * Answers; to a HEAD without the body.
         *
         * @param headers name and value in turn; with a length of their own if the answer is to lie about it
         */
        public void answer(int status, byte[] body, String... headers) throws IOException {
            head(status, body.length, headers);
            if (!request.method().equals("HEAD")) {
                out.write(body);
            }
        }

        /** The head of an answer alone. */
        public void head(int status, long length, String... headers) throws IOException {
            answered = true;
            var head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
            boolean hasLength = status == 204 || status == 304;
            for (int i = 0; i < headers.length; i += 2) {
                head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
                hasLength |= headers[i].equalsIgnoreCase("Content-Length")
                        || headers[i].equalsIgnoreCase("Transfer-Encoding");
            }
            if (!hasLength) {
                head.append("Content-Length: ").append(length).append("\r\n");
            }
            write(head + "\r\n");
        }

        /** The bare connection, to the client. */
        public OutputStream out() {
            return out;
        }

        /** Sends what was written and closes the connection. */
        public void drop() throws IOException {
            out.flush();
            connection.close();
        }

        /** Sends what was written, and then nothing until the server is closed. */
        public void hang() throws IOException {
            out.flush();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Whether the connection can serve another request. */
        private boolean finish() throws IOException {
            if (!answered) {
                return false;
            }
            if (!read && request.header("Expect").isEmpty()) {
                body();
            }
            return !request.header("Connection").orElse("").equalsIgnoreCase("close");
        }
    }
}
