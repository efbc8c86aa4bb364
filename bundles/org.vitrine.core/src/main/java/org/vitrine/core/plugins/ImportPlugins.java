package org.vitrine.core.plugins;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.importing.ImportPlugin;

/** The import plugins of other bundles, by the name of their driver. */
@Component(service = ImportPlugins.class)
public final class ImportPlugins {
    private static final Logger LOG = LoggerFactory.getLogger(ImportPlugins.class);
    private static final String NAME = "vitrine.driver";

    private final PluginSettings settings;
    private final Map<String, Slot<ImportPlugin>> slots = new ConcurrentHashMap<>();

    /** Starts empty. */
    @Activate
    public ImportPlugins(@Reference PluginSettings settings) {
        this.settings = settings;
    }

    @Reference(
            name = "plugin",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(ImportPlugin plugin, Map<String, Object> properties) {
        String name = String.valueOf(properties.get(NAME));
        slot(name).set(plugin);
        LOG.info("import plugin {} is there", name);
    }

    void unbind(ImportPlugin plugin, Map<String, Object> properties) {
        String name = String.valueOf(properties.get(NAME));
        slot(name).clear(plugin);
        LOG.info("import plugin {} left", name);
    }

    private Slot<ImportPlugin> slot(String name) {
        return slots.computeIfAbsent(name, key -> new Slot<>("import plugin '" + key + "'", settings::grace));
    }

    /** The use of a plugin; {@code UNAVAILABLE} when it is not there within the grace. Close it. */
    public Lease<ImportPlugin> lease(String name) {
        return slot(name).lease();
    }
}
