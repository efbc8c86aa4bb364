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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** One request to one server, at an address that was checked. For one thread; interrupting it closes the connection. */
final class Connection implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final int MOST_ADDRESSES = 8;
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

    private final SocketChannel channel;
    private final Watchdog.Watch watch;
    private final Limits limits;
    private final Pace pace;
    private final boolean proxied;
    private ReplyHead head;
    private BodyReader body;

    private Connection(SocketChannel channel, boolean proxied, Watchdog watchdog, Limits limits) {
        this.channel = channel;
        this.proxied = proxied;
        this.limits = limits;
        watch = watchdog.watch(channel);
        pace = new Pace(limits.rate(), limits.stall());
    }

    /**
     * Asks, and reads the head of the answer.
     *
     * @param route where to connect to
     * @throws WireException when there is no answer, or a broken one
     */
    static Connection ask(
            WebAddress address,
            Map<String, String> headers,
            Route route,
            Limits limits,
            Supplier<SSLSocketFactory> sockets,
            Watchdog watchdog)
            throws IOException {
        String unreached = route.proxy().isPresent() ? "the proxy was not reached" : "the server was not reached";
        IOException last = WireException.passing(unreached);
        List<InetAddress> hosts = route.hosts();
        for (InetAddress numeric : hosts.subList(0, Math.min(MOST_ADDRESSES, hosts.size()))) {
            SocketChannel channel = SocketChannel.open();
            var connection = new Connection(channel, route.proxy().isPresent(), watchdog, limits);
            try {
                channel.socket().connect(new InetSocketAddress(numeric, route.port()), (int)
                        limits.connect().toMillis());
            } catch (IOException e) {
                connection.close();
                last = connection.told(unreached, e);
                continue;
            }
            try {
                connection.talk(address, headers, route.proxy(), sockets);
                return connection;
            } catch (VitrineException e) {
                connection.close();
                throw e;
            } catch (IOException e) {
                connection.close();
                throw connection.told("the server broke off its answer", e);
            }
        }
        throw last;
    }

    private void talk(
            WebAddress address, Map<String, String> headers, Optional<Proxy> proxy, Supplier<SSLSocketFactory> sockets)
            throws IOException {
        watch.arm(limits.stall());
        Socket socket = channel.socket();
        String target = address.target();
        Map<String, String> all = new HashMap<>(headers);
        if (address.encrypted()) {
            if (proxy.isPresent()) {
                passThrough(proxy.get(), address);
            }
            socket = encrypted(address, sockets);
        } else if (proxy.isPresent()) {
            target = address.origin() + target;
            proxy.get().authorization().ifPresent(value -> all.put(PROXY_AUTHORIZATION, value));
        }
        OutputStream out = socket.getOutputStream();
        out.write(request(target, address, all).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        head = ReplyHead.read(in);
        body = BodyReader.of(head, in);
        watch.disarm();
    }

    /** Has the proxy connect to the server; what follows is the server's. */
    private void passThrough(Proxy proxy, WebAddress address) throws IOException {
        String target = address.hostAndPort();
        var request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        proxy.authorization()
                .ifPresent(value ->
                        request.append(PROXY_AUTHORIZATION + ": ").append(value).append("\r\n"));
        Socket socket = channel.socket();
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        // Not a byte more than the head: the server speaks next.
        int status = ReplyHead.read(socket.getInputStream()).status();
        if (status == 407 || status == 401) {
            throw unknownToProxy(status);
        }
        if (status >= 500 || status == 408 || status == 429) {
            throw WireException.passing("the proxy does not reach the server: status " + status);
        }
        if (status != 200) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "the proxy refuses the connection with status " + status);
        }
    }

    /** The operator's affair, and not the owner's. */
    static VitrineException unknownToProxy(int status) {
        return new VitrineException(
                ErrorKind.BAD_GATEWAY,
                "the proxy does not accept the name and password of this server: status " + status);
    }

    private Socket encrypted(WebAddress address, Supplier<SSLSocketFactory> sockets) throws IOException {
        SSLSocket socket =
                (SSLSocket) sockets.get().createSocket(channel.socket(), address.host(), address.effectivePort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String request(String target, WebAddress address, Map<String, String> headers) {
        var request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: " + address.authority()
                + "\r\nUser-Agent: Vitrine\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n");
        headers.forEach((name, value) -> {
            if (value.chars().anyMatch(c -> c < ' ' || c >= 0x7f)) {
                throw new IllegalArgumentException("the header " + name + " cannot be sent");
            }
            request.append(name).append(": ").append(value).append("\r\n");
        });
        return request.append("\r\n").toString();
    }

    /** Whether the answer may be a proxy's. */
    boolean isProxied() {
        return proxied;
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
