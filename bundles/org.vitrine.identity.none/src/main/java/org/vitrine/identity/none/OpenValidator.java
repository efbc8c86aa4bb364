package org.vitrine.identity.none;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Drainable;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.identity.Credentials;
import org.vitrine.spi.identity.IdentityValidator;

/** Takes every caller for an administrator (AUTH-8). Never blocks, never fails, ignores every header. */
@Component(
        service = IdentityValidator.class,
        configurationPid = "org.vitrine.identity.none",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Driver("none")
public final class OpenValidator implements IdentityValidator {
    private static final Logger LOG = LoggerFactory.getLogger(OpenValidator.class);

    private final Drain drain = new Drain();

    /** Says in the log that the door is open, should this driver be the one that is chosen. */
    @Activate
    public OpenValidator() {
        LOG.info(
                "Identity driver none is ready (org.vitrine.identity.none): it takes every caller for an administrator");
    }

    @Override
    public Identity validate(Credentials credentials) {
        return Identity.UNAUTHENTICATED_ADMIN;
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Deactivate
    void close() {
        drain.close(Drainable.DRAIN_TIMEOUT);
    }
}
