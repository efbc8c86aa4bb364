package org.vitrine.spi.identity;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.driver.Drainable;

/** Finds out who sent a request. */
@ConsumerType
public interface IdentityValidator extends Drainable {
    /**
     * The sender. Never a default identity: missing, wrong or expired credentials are {@code UNAUTHENTICATED}, an
     * identity service that cannot be asked is {@code UNAVAILABLE}.
     */
    Identity validate(Credentials credentials);

    /** The value of {@code WWW-Authenticate} on 401 answers, if this driver has one (AUTH-6); else none. */
    default Optional<String> challenge() {
        return Optional.empty();
    }
}
