package org.vitrine.core.plugins;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.vitrine.spi.keymanager.Keyring;

/** The key manager of the moment. Which driver it is, {@code driver.target} in PID {@code org.vitrine.core.keymanager} says. */
@Component(service = CurrentKeyring.class, configurationPid = "org.vitrine.core.keymanager")
public final class CurrentKeyring {
    private final Slot<Keyring> slot;

    /** Starts empty. */
    @Activate
    public CurrentKeyring(@Reference PluginSettings settings) {
        slot = new Slot<>("key manager", settings::grace);
    }

    @Modified
    void modified() {
        // A new driver.target rebinds in place; without this method the holder and all that refer to it would restart.
    }

    @Reference(
            name = "driver",
            target = "(vitrine.driver=barbican)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(Keyring driver) {
        slot.set(driver);
    }

    void unbind(Keyring driver) {
        slot.clear(driver);
    }

    /** The use of the driver; {@code UNAVAILABLE} when there is none within the grace. Close it. */
    public Lease<Keyring> lease() {
        return slot.lease();
    }
}
