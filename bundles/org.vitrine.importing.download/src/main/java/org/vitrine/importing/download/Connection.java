package org.vitrine.importing.download;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One request to one server, at an address that was checked. For one thread; interrupting it closes the connection. */
final class Connection implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final int MOST_ADDRESSES = 8;

    private final SocketChannel channel;
    private final Watchdog.Watch watch;
    private final Limits limits;
    private final Pace pace;
    private ReplyHead head;
    private BodyReader body;

    private Connection(SocketChannel channel, Watchdog watchdog, Limits limits) {
        this.channel = channel;
        this.limits = limits;
        watch = watchdog.watch(channel);
        pace = new Pace(limits.rate(), limits.stall());
    }

    /**
     * Asks, and reads the head of the answer.
     *
     * @param addresses of the host, tried in turn
     * @throws WireException when there is no answer, or a broken one
     */
    static Connection ask(
            WebAddress address,
            Map<String, String> headers,
            List<InetAddress> addresses,
            Limits limits,
            SSLSocketFactory sockets,
            Watchdog watchdog)
            throws IOException {
        IOException last = WireException.passing("the server was not reached");
        for (InetAddress numeric : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            SocketChannel channel = SocketChannel.open();
            var connection = new Connection(channel, watchdog, limits);
            try {
                channel.socket().connect(new InetSocketAddress(numeric, address.effectivePort()), (int)
                        limits.connect().toMillis());
            } catch (IOException e) {
                connection.close();
                last = connection.told("the server was not reached", e);
                continue;
            }
            try {
                connection.talk(address, headers, sockets);
                return connection;
            } catch (IOException e) {
                connection.close();
                throw connection.told("the server broke off its answer", e);
            }
        }
        throw last;
    }

    private void talk(WebAddress address, Map<String, String> headers, SSLSocketFactory sockets) throws IOException {
        watch.arm(limits.stall());
        Socket socket = channel.socket();
        if (address.encrypted()) {
            socket = encrypted(address, sockets);
        }
        OutputStream out = socket.getOutputStream();
        out.write(request(address, headers).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        head = ReplyHead.read(in);
        body = BodyReader.of(head, in);
        watch.disarm();
    }

    private Socket encrypted(WebAddress address, SSLSocketFactory sockets) throws IOException {
        SSLSocket socket =
                (SSLSocket) sockets.createSocket(channel.socket(), address.host(), address.effectivePort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String request(WebAddress address, Map<String, String> headers) {
        var request = new StringBuilder("GET " + address.target() + " HTTP/1.1\r\nHost: " + address.authority()
                + "\r\nUser-Agent: Vitrine\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n");
        headers.forEach((name, value) -> {
            if (value.chars().anyMatch(c -> c < ' ' || c >= 0x7f)) {
                throw new IllegalArgumentException("the header " + name + " cannot be sent");
            }
            request.append(name).append(": ").append(value).append("\r\n");
        });
        return request.append("\r\n").toString();
    }

    /** Of the answer. */
    ReplyHead head() {
        return head;
    }

    /**
     * Some of the body, or -1 at its end.
     *
     * @throws WireException when it breaks off, or comes too slowly
     */
    int read(byte[] target, int length) throws IOException {
        long start = System.nanoTime();
        watch.arm(limits.stall());
        int count;
        try {
            count = body.read(target, 0, length);
        } catch (IOException e) {
            throw told("the server broke off its data", e);
        } finally {
            watch.disarm();
        }
        if (!pace.keeps(System.nanoTime() - start, count)) {
            throw WireException.slow("the server sends less than " + limits.rate() + " bytes per second");
        }
        return count;
    }

    /** What a failure means. */
    private IOException told(String otherwise, IOException failure) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        WireException told;
        if (watch.cut() || failure instanceof SocketTimeoutException) {
            told = WireException.slow("the server took too long");
        } else if (failure instanceof WireException wire) {
            return wire;
        } else if (failure instanceof SSLHandshakeException) {
            told = WireException.nonsense("the server's certificate or its encryption is not accepted");
        } else {
            told = WireException.passing(otherwise);
        }
        told.initCause(failure);
        return told;
    }

    /** Drops the connection, whatever is under way. */
    @Override
    public void close() throws IOException {
        watch.close();
        channel.close();
    }
}
