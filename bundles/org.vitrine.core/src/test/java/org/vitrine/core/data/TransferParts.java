package org.vitrine.core.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.vitrine.core.images.ImageAccess;
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

    public static Janitor janitor(ImageAccess access, Settlement settlement, WriteIntents intents) {
        return new Janitor(access, settlement, intents);
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
