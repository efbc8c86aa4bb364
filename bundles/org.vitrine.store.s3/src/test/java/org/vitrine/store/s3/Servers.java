package org.vitrine.store.s3;

import java.io.IOException;
import org.vitrine.spi.testkit.server.SwiftServer;

/** One server for all tests that do not disturb it; it ends with the JVM. */
final class Servers {
    private static SwiftServer swift;

    private Servers() {}

    /** Swift with its S3 API. */
    static synchronized SwiftServer swift() throws IOException, InterruptedException {
        if (swift == null) {
            swift = SwiftServer.start();
        }
        return swift;
    }
}
