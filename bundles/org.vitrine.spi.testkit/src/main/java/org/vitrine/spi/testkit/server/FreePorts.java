package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of 127.0.0.1 for servers that begin to listen a while later, or listen again after a pause. None of them is given
 * to somebody else meanwhile who asks the system for any port, as each outgoing connection does, and none is handed out
 * twice by this JVM. Safe for many threads.
 */
public final class FreePorts {
    /** Below those that Linux gives to who asks for any (ip_local_port_range), above those of Pax Exam and of Ceph. */
    private static final int FIRST = 22_000;

    private static final int COUNT = 10_000;
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** Another one. */
    public static int take() throws IOException {
        int start = ThreadLocalRandom.current().nextInt(COUNT);
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + (start + i) % COUNT;
            if (TAKEN.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port is free from " + FIRST + " to " + (FIRST + COUNT - 1));
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException e) {
            return false; // somebody's
        }
    }
}
