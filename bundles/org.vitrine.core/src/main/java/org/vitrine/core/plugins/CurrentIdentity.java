package org.vitrine.core.plugins;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.vitrine.spi.identity.IdentityValidator;

/** The identity driver of the moment. Which driver it is, {@code driver.target} in PID {@code org.vitrine.core.identity} says. */
@Component(service = CurrentIdentity.class, configurationPid = "org.vitrine.core.identity")
public final class CurrentIdentity {
    private final Slot<IdentityValidator> slot;

    /** Starts empty. */
    @Activate
    public CurrentIdentity(@Reference PluginSettings settings) {
        slot = new Slot<>("identity driver", settings::grace);
    }

    @Modified
    void modified() {
        // A new driver.target rebinds in place; without this method the holder and all that refer to it would restart.
    }

    @Reference(
            name = "driver",
            target = "(vitrine.driver=keystone)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(IdentityValidator driver) {
        slot.set(driver);
    }

    void unbind(IdentityValidator driver) {
        slot.clear(driver);
    }

    /** The use of the driver; {@code UNAVAILABLE} when there is none within the grace. Close it. */
    public Lease<IdentityValidator> lease() {
        return slot.lease();
    }
}
