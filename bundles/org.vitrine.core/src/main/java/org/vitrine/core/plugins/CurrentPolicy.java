package org.vitrine.core.plugins;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.vitrine.spi.policy.PolicyEnforcer;

/** The policy engine of the moment. Which driver it is, {@code driver.target} in PID {@code org.vitrine.core.policy} says. */
@Component(service = CurrentPolicy.class, configurationPid = "org.vitrine.core.policy")
public final class CurrentPolicy {
    private final Slot<PolicyEnforcer> slot;

    /** Starts empty. */
    @Activate
    public CurrentPolicy(@Reference PluginSettings settings) {
        slot = new Slot<>("policy engine", settings::grace);
    }

    @Modified
    void modified() {
        // A new driver.target rebinds in place; without this method the holder and all that refer to it would restart.
    }

    @Reference(
            name = "driver",
            target = "(vitrine.driver=oslo)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(PolicyEnforcer driver) {
        slot.set(driver);
    }

    void unbind(PolicyEnforcer driver) {
        slot.clear(driver);
    }

    /** The use of the driver; {@code UNAVAILABLE} when there is none within the grace. Close it. */
    public Lease<PolicyEnforcer> lease() {
        return slot.lease();
    }
}
