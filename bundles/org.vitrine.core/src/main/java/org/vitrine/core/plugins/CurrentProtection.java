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
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.property.PropertyProtection;
import org.vitrine.spi.property.PropertyProtection.Action;

/** The property protection of the moment. Off only when the configuration says so; on and absent means no (PP-1). */
@Component(service = CurrentProtection.class, configurationPid = "org.vitrine.core.property")
@Designate(ocd = CurrentProtection.ProtectionConfig.class)
public final class CurrentProtection {
    @ObjectClassDefinition(name = "Vitrine property protection")
    @interface ProtectionConfig {
        @AttributeDefinition(description = "Whether additional properties are protected by the bound driver.")
        boolean enabled() default false;
    }

    private final Slot<PropertyProtection> slot;
    private volatile boolean enabled;

    /** Reads the configuration. */
    @Activate
    public CurrentProtection(@Reference PluginSettings settings, ProtectionConfig config) {
        slot = new Slot<>("property protection", settings::grace);
        modified(config);
    }

    /** Turned on, its driver may still be on its way: File Install takes one file after the other. */
    @Modified
    void modified(ProtectionConfig config) {
        if (config.enabled() && !enabled) {
            slot.expect();
        }
        enabled = config.enabled();
    }

    @Reference(
            name = "driver",
            target = "(vitrine.driver=rules)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(PropertyProtection driver) {
        slot.set(driver);
    }

    void unbind(PropertyProtection driver) {
        slot.clear(driver);
    }

    /** Whether the caller may do that to an additional property of that name. */
    public boolean permits(String property, Action action, RequestContext context) {
        if (!enabled || property.startsWith("os_glance")) {
            return true;
        }
        try (Lease<PropertyProtection> lease = slot.lease()) {
            return lease.get().permits(property, action, context);
        } catch (VitrineException e) {
            if (e.kind() == ErrorKind.UNAVAILABLE) {
                return false;
            }
            throw e;
        }
    }

    /** Whether there is anything to ask. */
    public boolean enabled() {
        return enabled;
    }
}
