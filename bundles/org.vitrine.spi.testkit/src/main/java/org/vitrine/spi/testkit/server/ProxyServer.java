package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real HTTP proxy, tinyproxy, of Debian's package {@code tinyproxy-bin}, on a free port of 127.0.0.1. */
public final class ProxyServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/tinyproxy");

    private final ServerProcess process;
    private final Path log;

    private ProxyServer(ServerProcess process) {
        this.process = process;
        log = process.directory().resolve("requests");
    }

    /**
     * Starts one that resolves names by itself and lets nobody in without a name and a password.
     *
     * @param options further lines of its configuration
     */
    public static ProxyServer start(String user, String password, String... options)
            throws IOException, InterruptedException {
        DebianPackage.require("tinyproxy-bin", PROGRAM);
        ServerProcess process = new ServerProcess("tinyproxy", "TERM");
        ProxyServer server = new ProxyServer(process);
        Path config = process.directory().resolve("tinyproxy.conf");
        Files.writeString(
                config, """
                Port %d
                Listen 127.0.0.1
                Allow 127.0.0.1
                Timeout 60
                MaxClients 50
                LogFile "%s"
                LogLevel Connect
                BasicAuth %s %s
                %s
                """.formatted(process.port(), server.log, user, password, String.join("\n", options)));
        boolean started = false;
        try {
            process.start(server::answers, PROGRAM.toString(), "-d", "-c", config.toString());
            started = true;
            return server;
        } finally {
            if (!started) {
                process.close();
            }
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }

    /** Where it listens, as 127.0.0.1. */
    public int port() {
        return process.port();
    }

    /** What it wrote of requests so far. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
