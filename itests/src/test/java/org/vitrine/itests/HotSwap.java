package org.vitrine.itests;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;

/** Replaces bundles several times while clients use them: none of those may notice, and no thread may be left over. */
record HotSwap(Bundle... bundles) {
    private static final int UPDATES = 4;
    /** Idle threads end after a minute at the latest. */
    private static final long PATIENCE_SECONDS = 180;

    private static final String OURS = "vitrine-";
    private static final String OF_JAVA = "HttpClient-";

    /** Ends the clients. */
    void under(Clients clients) throws Exception {
        Map<String, Long> before = new TreeMap<>();
        clients.goOnDuring(() -> {
            before.putAll(threads());
            for (int i = 0; i < UPDATES; i++) {
                for (Bundle bundle : bundles) {
                    bundle.update();
                    clients.awaitRounds(1);
                }
            }
        });
        awaitThreadsBesides(before);
    }

    /** How many there are of those that drivers start, by their names without numbers. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(OURS) || name.startsWith(OF_JAVA))
                .collect(Collectors.groupingBy(
                        name -> name.replaceAll("\\d+", "#"), TreeMap::new, Collectors.counting()));
    }

    /** While the clients ran, every pool had its threads: there may be fewer now. */
    private static void awaitThreadsBesides(Map<String, Long> before) {
        AbstractContainerIT.await("no thread is left over", PATIENCE_SECONDS, () -> {
            Map<String, Long> more = threads();
            more.entrySet().removeIf(kind -> kind.getValue() <= before.getOrDefault(kind.getKey(), 0L));
            if (more.keySet().stream().anyMatch(kind -> kind.startsWith(OF_JAVA))) {
                // Java's HTTP clients cannot be closed: they end when nobody refers to them.
                System.gc();
            }
            return more.isEmpty();
        });
    }
}
