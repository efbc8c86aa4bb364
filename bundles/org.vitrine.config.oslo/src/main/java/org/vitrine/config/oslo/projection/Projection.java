package org.vitrine.config.oslo.projection;

import java.util.List;
import java.util.Map;
import org.vitrine.config.oslo.report.Finding;

/**
 * The configurations that there shall be because of the operator's files.
 *
 * @param configurations keys and values by PID, which is {@code FACTORY~NAME} for an instance; values are {@code String}
 *     or {@code String[]}
 * @param families beginnings of PIDs of which no shipped instance may stay beside those that are named
 * @param files names of the files, the strongest last
 */
public record Projection(
        Map<String, Map<String, Object>> configurations,
        List<String> families,
        List<Finding> findings,
        List<String> files) {
    /** Of an operator who has no such files: nothing is wanted, nothing has to go. */
    public static final Projection EMPTY = new Projection(Map.of(), List.of(), List.of(), List.of());

    /**
     * Lets nobody in and opens no port, for files that cannot be understood: what they forbid is not known.
     */
    public static Projection closed() {
        return new Projection(
                Map.of(
                        "org.vitrine.core.identity",
                        Map.of("driver.target", "(vitrine.driver=none-because-the-configuration-is-broken)"),
                        "org.apache.felix.http",
                        Map.of("org.apache.felix.http.enable", "false")),
                List.of("org.vitrine.identity.", "org.vitrine.store.", "org.ops4j.datasource~"),
                List.of(),
                List.of());
    }
}
