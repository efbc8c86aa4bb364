package org.vitrine.core.data;

import java.io.IOException;
import java.util.Map;
import org.vitrine.core.plugins.Configuration;

/** What the framework does with the parts of a transfer. */
public final class TransferParts {
    private TransferParts() {}

    public static NodeIdentity node(String id) {
        try {
            return new NodeIdentity(Configuration.of(NodeIdentity.NodeConfig.class, Map.of("node_id", id)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static void stop(LaneThreads threads) {
        threads.stop();
    }
}
