package org.vitrine.spi.testkit.identity;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.identity.Credentials;
import org.vitrine.spi.identity.IdentityValidator;

/** Knows the identities that a test gave it, by {@code X-Auth-Token}, and fails when told to. Safe for many threads. */
public final class FakeIdentityValidator implements IdentityValidator {
    private final Map<String, Identity> identities = new ConcurrentHashMap<>();
    private final Drain drain = new Drain();
    private volatile ErrorKind failure;
    private volatile String challenge;

    /** From now on the token proves the identity. */
    public FakeIdentityValidator know(String token, Identity identity) {
        identities.put(token, identity);
        return this;
    }

    /** From now on every call fails so; null ends that. */
    public FakeIdentityValidator failWith(ErrorKind kind) {
        failure = kind;
        return this;
    }

    /** What {@link #challenge()} answers; null for nothing, which is what it starts with. */
    public FakeIdentityValidator challengeWith(String value) {
        challenge = value;
        return this;
    }

    @Override
    public Identity validate(Credentials credentials) {
        ErrorKind kind = failure;
        if (kind != null) {
            throw new VitrineException(kind, "The fake was told to fail.");
        }
        String token = credentials.header("X-Auth-Token");
        Identity known = token == null ? null : identities.get(token);
        if (known == null) {
            throw new VitrineException(ErrorKind.UNAUTHENTICATED, "The fake does not know the token.");
        }
        return known;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.ofNullable(challenge);
    }

    @Override
    public Drain drain() {
        return drain;
    }
}
