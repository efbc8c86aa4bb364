package org.vitrine.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A port of 127.0.0.1 behind which a server is, until it is gone in the middle of an answer. */
final class Relay implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final int target;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    /** Bytes that still may come back. */
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    Relay(int target) throws IOException {
        this.target = target;
        start(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The server will be gone when so many more bytes came back from it, and stays away. */
    void endAfter(long bytes) {
        left.set(bytes);
    }

    /** The server is there again. */
    void restore() {
        left.set(Long.MAX_VALUE);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (left.get() <= 0) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                start(() -> pass(client, server, false));
                start(() -> pass(server, client, true));
            }
        } catch (IOException e) {
            drop(); // closed
        }
    }

    private void pass(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (counted && left.addAndGet(-count) <= 0) {
                    drop();
                    return;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One side is gone, so the other one goes.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void drop() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        drop();
    }
}
