package org.vitrine.core.plugins;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.vitrine.spi.metadata.MetadataRepository;

/** The metadata repository of the moment. Which driver it is, {@code driver.target} in PID {@code org.vitrine.core.metadata} says. */
@Component(service = CurrentRepository.class, configurationPid = "org.vitrine.core.metadata")
public final class CurrentRepository {
    private final Slot<MetadataRepository> slot;

    /** Starts empty. */
    @Activate
    public CurrentRepository(@Reference PluginSettings settings) {
        slot = new Slot<>("metadata repository", settings::grace);
    }

    @Modified
    void modified() {
        // A new driver.target rebinds in place; without this method the holder and all that refer to it would restart.
    }

    @Reference(
            name = "driver",
            target = "(vitrine.driver=jpa)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(MetadataRepository driver) {
        slot.set(driver);
    }

    void unbind(MetadataRepository driver) {
        slot.clear(driver);
    }

    /** The use of the driver; {@code UNAVAILABLE} when there is none within the grace. Close it. */
    public Lease<MetadataRepository> lease() {
        return slot.lease();
    }
}
