package org.vitrine.core.access;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.vitrine.core.plugins.CurrentIdentity;
import org.vitrine.core.plugins.CurrentPolicy;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.identity.Credentials;
import org.vitrine.spi.identity.IdentityValidator;
import org.vitrine.spi.policy.PolicyEnforcer;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;

/** Makes the request context: the only place that does. */
@Component(service = Authenticator.class, configurationPid = "org.vitrine.core.access")
@Designate(ocd = Authenticator.AccessConfig.class)
public final class Authenticator {
    @ObjectClassDefinition(name = "Vitrine access")
    @interface AccessConfig {
        @AttributeDefinition(
                description = "Whether callers without valid credentials may read what the policy allows everybody.")
        boolean allow_anonymous_access() default false;
    }

    private final CurrentIdentity identities;
    private final CurrentPolicy policies;
    private volatile boolean anonymousAllowed;

    /** Reads the configuration. */
    @Activate
    public Authenticator(
            @Reference CurrentIdentity identities, @Reference CurrentPolicy policies, AccessConfig config) {
        this.identities = identities;
        this.policies = policies;
        modified(config);
    }

    @Modified
    void modified(AccessConfig config) {
        anonymousAllowed = config.allow_anonymous_access();
    }

    /**
     * Finds out who is calling and whether it is an administrator (AUTH-5, AUTH-8, AUTH-9, AUTH-11).
     *
     * @param credentials what the request says
     * @param requestId the request's id
     * @param remoteAddress the caller's address for logs and notifications
     * @throws VitrineException {@code UNAUTHENTICATED}, or {@code UNAVAILABLE} when the identity service cannot be asked
     */
    public RequestContext authenticate(Credentials credentials, String requestId, String remoteAddress) {
        Identity identity = identify(credentials);
        return new RequestContext(requestId, identity, isAdmin(identity, requestId, remoteAddress), remoteAddress);
    }

    /** The value of {@code WWW-Authenticate} on 401 answers, if there is one now. */
    public Optional<String> challenge() {
        try (Lease<IdentityValidator> lease = identities.lease()) {
            return lease.get().challenge();
        } catch (VitrineException e) {
            return Optional.empty();
        }
    }

    private Identity identify(Credentials credentials) {
        try (Lease<IdentityValidator> lease = identities.lease()) {
            return lease.get().validate(credentials);
        } catch (VitrineException e) {
            if (e.kind() == ErrorKind.UNAUTHENTICATED && anonymousAllowed) {
                return Identity.ANONYMOUS;
            }
            throw e;
        }
    }

    private boolean isAdmin(Identity identity, String requestId, String remoteAddress) {
        return switch (identity.kind()) {
            case UNAUTHENTICATED_ADMIN -> true;
            case ANONYMOUS -> false;
            case CONFIRMED -> {
                RequestContext unprivileged = new RequestContext(requestId, identity, false, remoteAddress);
                try (Lease<PolicyEnforcer> lease = policies.lease()) {
                    yield lease.get().decide(unprivileged, "context_is_admin", identity.attributes()::get)
                            == Decision.ALLOWED;
                }
            }
        };
    }
}
