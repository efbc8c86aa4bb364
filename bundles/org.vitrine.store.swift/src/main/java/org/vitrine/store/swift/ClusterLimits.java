package org.vitrine.store.swift;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Answer;

/**
 * What a cluster can do.
 *
 * @param segments of a static large object at most; 0 when there are none such
 * @param longestObject bytes of an object at most
 */
record ClusterLimits(int segments, long longestObject) {
    /** Of a cluster that does not tell: dynamic large objects work everywhere, and 5 GiB is the usual limit. */
    static final ClusterLimits UNKNOWN = new ClusterLimits(0, 5L << 30);

    private static final Logger LOG = LoggerFactory.getLogger(ClusterLimits.class);
    private static final int LONGEST_ANSWER = 1 << 20;

    /** Asks the cluster. */
    static ClusterLimits of(SwiftClient client) {
        try (Answer answer = client.info()) {
            if (!answer.succeeded()) {
                LOG.info(
                        "Swift does not tell what it can do (status {}): segments are put together dynamically",
                        answer.status());
                return UNKNOWN;
            }
            JsonNode info = Keystone.JSON.readTree(answer.text(LONGEST_ANSWER));
            return new ClusterLimits(
                    info.has("slo")
                            ? info.path("slo").path("max_manifest_segments").asInt(1000)
                            : 0,
                    info.path("swift").path("max_file_size").asLong(UNKNOWN.longestObject));
        } catch (IOException | VitrineException e) {
            LOG.warn("Swift cannot be asked what it can do: segments are put together dynamically", e);
            return UNKNOWN;
        }
    }
}
