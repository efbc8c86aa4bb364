package org.vitrine.core.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.vitrine.core.TestCore;
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

    public static Path directory() {
        try {
            return Files.createTempDirectory("vitrine-staging");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static StagingArea staging(Path directory) {
        return new StagingArea(Configuration.of(
                StagingArea.StagingConfig.class, Map.of("filesystem_store_datadir", directory.toString())));
    }

    /** At work from now on; {@link #stop(Janitor)} it. */
    public static Janitor janitor(TestCore core) {
        return new Janitor(core.access, core.settlement, core.intents, new StagingSweep(core.access, core.staging));
    }

    /** What the janitor does each time it looks; how much it settled. */
    public static int settleAll(Janitor janitor) {
        return janitor.settleAll();
    }

    public static void stop(Janitor janitor) {
        try {
            janitor.stop();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What the janitor does once an hour; how much it removed. */
    public static int sweep(TestCore core) {
        return new StagingSweep(core.access, core.staging).sweep();
    }

    /** Removes a directory with all that is in it. */
    public static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static void stop(LaneThreads threads) {
        threads.stop();
    }
}
