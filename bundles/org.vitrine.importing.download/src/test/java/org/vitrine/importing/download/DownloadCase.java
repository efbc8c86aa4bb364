package org.vitrine.importing.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.function.ThrowingRunnable;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.RawHttpServer;

/** A server on this machine under the name mirror.example, which the operator lists as allowed. */
abstract class DownloadCase {
    static final String HOST = "mirror.example";
    static final long ANY = Long.MAX_VALUE;
    /** Seconds that a busy machine does not take for what a test does at once, and that nobody waits for. */
    static final int PATIENT = 30;

    final FakeConfiguration<DownloadsConfig> config = FakeConfiguration.of(DownloadsConfig.class)
            .with("allowed_hosts", new String[] {HOST, "other.example"})
            .with("allowed_ports", new String[0])
            .with("stall_timeout", PATIENT)
            .with("minimum_rate", 0);
    final Map<String, String> environment = new HashMap<>();
    final List<String> lookups = new CopyOnWriteArrayList<>();
    RawHttpServer server;
    Downloads downloads;

    InetAddress[] find(String name) throws UnknownHostException {
        lookups.add(name);
        return InetAddress.getAllByName("127.0.0.1");
    }

    /** Gives the address of a file on the server. */
    String start(RawHttpServer.Handler handler) throws IOException {
        server = new RawHttpServer(handler);
        return start("http");
    }

    String start(String scheme) {
        downloads = new Downloads(config.build(), environment, this::find, Duration.ofMillis(5));
        return server == null ? "" : at(scheme, HOST, "/file");
    }

    String at(String scheme, String host, String path) {
        return scheme + "://" + host + ":" + server.port() + path;
    }

    @After
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
        if (downloads != null) {
            downloads.deactivate();
        }
    }

    Download open(String uri) throws IOException {
        return downloads.open(DownloadRequest.of(uri, ANY));
    }

    byte[] fetch(String uri) throws IOException {
        try (Download download = open(uri)) {
            return read(download);
        }
    }

    static byte[] read(ReadableByteChannel channel) throws IOException {
        var all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocateDirect(50_000);
        while (channel.read(buffer.clear()) >= 0) {
            byte[] bytes = new byte[buffer.flip().remaining()];
            buffer.get(bytes);
            all.write(bytes);
        }
        return all.toByteArray();
    }

    static void assertFails(ErrorKind kind, String words, ThrowingRunnable work) {
        VitrineException failure = assertThrows(VitrineException.class, work);
        assertTrue(failure.getMessage(), failure.getMessage().contains(words));
        assertEquals(failure.getMessage(), kind, failure.kind());
    }

    /** Time passes on the server. */
    static void linger(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
