package org.vitrine.core.plugins;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.vitrine.spi.quota.QuotaLimits;

/** The quota driver of the moment. Off only when the configuration says so; on and absent means 503. */
@Component(service = CurrentLimits.class, configurationPid = "org.vitrine.core.quota")
@Designate(ocd = CurrentLimits.LimitsConfig.class)
public final class CurrentLimits {
    @ObjectClassDefinition(name = "Vitrine limits of projects")
    @interface LimitsConfig {
        @AttributeDefinition(
                description =
                        "Whether projects have the limits that the bound driver knows; user.storage.quota is not looked at then.")
        boolean use_keystone_limits() default false;

        @AttributeDefinition(
                description =
                        "Whether no upload may pass image_size_total and no staging image_stage_total, not even the last one, which Glance lets end.")
        boolean hard_storage_limits() default false;
    }

    private final Slot<QuotaLimits> slot;
    private volatile LimitsConfig config;

    /** Reads the configuration. */
    @Activate
    public CurrentLimits(@Reference PluginSettings settings, LimitsConfig config) {
        slot = new Slot<>("quota driver", settings::grace);
        modified(config);
    }

    /** Turned on, their driver may still be on its way: File Install takes one file after the other. */
    @Modified
    void modified(LimitsConfig changed) {
        boolean begins = changed.use_keystone_limits() && (config == null || !config.use_keystone_limits());
        if (begins) {
            slot.expect();
        }
        config = changed;
    }

    @Reference(
            name = "driver",
            target = "(vitrine.driver=limits)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(QuotaLimits driver) {
        slot.set(driver);
    }

    void unbind(QuotaLimits driver) {
        slot.clear(driver);
    }

    /** The use of the driver; {@code UNAVAILABLE} when there is none within the grace. Close it. */
    public Lease<QuotaLimits> lease() {
        return slot.lease();
    }

    /** Whether there are limits at all (QUOTA-1). */
    public boolean enabled() {
        return config.use_keystone_limits();
    }

    /** Whether limits on storage hold for the last upload too. */
    public boolean hard() {
        return config.hard_storage_limits();
    }
}
