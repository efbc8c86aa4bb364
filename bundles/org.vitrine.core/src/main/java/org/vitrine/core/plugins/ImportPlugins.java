package org.vitrine.core.plugins;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.vitrine.spi.importing.ImportPlugin;

/** The import plugins of other bundles, by the name of their driver. */
@Component(service = ImportPlugins.class)
public final class ImportPlugins {
    private final NamedSlots<ImportPlugin> slots;

    /** Starts empty. */
    @Activate
    public ImportPlugins(@Reference PluginSettings settings) {
        slots = new NamedSlots<>("import plugin", settings);
    }

    @Reference(
            name = "plugin",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(ImportPlugin plugin, Map<String, Object> properties) {
        slots.bind(plugin, properties);
    }

    void unbind(ImportPlugin plugin, Map<String, Object> properties) {
        slots.unbind(plugin, properties);
    }

    /** The use of a plugin; {@code UNAVAILABLE} when it is not there within the grace. Close it. */
    public Lease<ImportPlugin> lease(String name) {
        return slots.lease(name);
    }
}
