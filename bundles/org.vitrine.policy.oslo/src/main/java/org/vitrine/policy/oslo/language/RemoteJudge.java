package org.vitrine.policy.oslo.language;

import java.net.URI;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.policy.PolicyTarget;

/** Asks another server for a decision (POL-9). */
@FunctionalInterface
public interface RemoteJudge {
    /**
     * What the server says. Blocks for a bounded time.
     *
     * @param server where it is asked
     * @param rule the rule that is decided
     * @throws org.vitrine.domain.error.VitrineException {@code UNAVAILABLE} when it gives no answer
     */
    boolean permits(URI server, String rule, RequestContext caller, PolicyTarget target);
}
