package org.vitrine.store.swift;

import java.io.IOException;
import org.vitrine.spi.testkit.server.SwiftServer;

/** One server for all tests that do not disturb it; it ends with the JVM. */
final class Servers {
    private static SwiftServer swift;

    private Servers() {}

    /** Swift with its own logins. */
    static synchronized SwiftServer swift() throws IOException, InterruptedException {
        if (swift == null) {
            swift = SwiftServer.start();
        }
        return swift;
    }
}
