package org.vitrine.core.plugins;

import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.vitrine.spi.importing.ImportMethod;

/** The import methods of other bundles, by the name of their driver. */
@Component(service = ImportMethods.class)
public final class ImportMethods {
    private final NamedSlots<ImportMethod> slots;

    /** Starts empty. */
    @Activate
    public ImportMethods(@Reference PluginSettings settings) {
        slots = new NamedSlots<>("import method", settings);
    }

    @Reference(
            name = "method",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(ImportMethod method, Map<String, Object> properties) {
        slots.bind(method, properties);
    }

    void unbind(ImportMethod method, Map<String, Object> properties) {
        slots.unbind(method, properties);
    }

    /** The methods that are there, or left so short a while ago that their successors are waited for. */
    public Set<String> names() {
        return slots.names();
    }

    /** The use of a method; {@code UNAVAILABLE} when it is not there within the grace. Close it. */
    public Lease<ImportMethod> lease(String name) {
        return slots.lease(name);
    }
}
