package org.vitrine.store.s3;

import java.io.IOException;
import org.vitrine.spi.testkit.server.RadosGateway;
import org.vitrine.spi.testkit.server.SwiftServer;

/** One server of each kind for all tests that do not disturb it; it ends with the JVM. */
final class Servers {
    /** Another user of {@link #ceph()}. */
    static final String OTHER_USER = "other";

    private static SwiftServer swift;
    private static RadosGateway ceph;

    private Servers() {}

    /** Swift with its S3 API. */
    static synchronized SwiftServer swift() throws IOException, InterruptedException {
        if (swift == null) {
            swift = SwiftServer.start();
        }
        return swift;
    }

    /** Ceph with its radosgw. */
    static synchronized RadosGateway ceph() throws IOException, InterruptedException {
        if (ceph == null) {
            ceph = RadosGateway.start();
            ceph.addUser(OTHER_USER);
        }
        return ceph;
    }
}
