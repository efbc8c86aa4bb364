package org.vitrine.core.plugins;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.importing.ImportMethod;

/** The import methods of other bundles, by the name of their driver. */
@Component(service = ImportMethods.class)
public final class ImportMethods {
    private static final Logger LOG = LoggerFactory.getLogger(ImportMethods.class);
    private static final String NAME = "vitrine.driver";

    private final PluginSettings settings;
    private final Map<String, Slot<ImportMethod>> slots = new ConcurrentHashMap<>();

    /** Starts empty. */
    @Activate
    public ImportMethods(@Reference PluginSettings settings) {
        this.settings = settings;
    }

    @Reference(
            name = "method",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(ImportMethod method, Map<String, Object> properties) {
        String name = String.valueOf(properties.get(NAME));
        slot(name).set(method);
        LOG.info("import method {} is there", name);
    }

    void unbind(ImportMethod method, Map<String, Object> properties) {
        String name = String.valueOf(properties.get(NAME));
        slot(name).clear(method);
        LOG.info("import method {} left", name);
    }

    private Slot<ImportMethod> slot(String name) {
        return slots.computeIfAbsent(name, key -> new Slot<>("import method '" + key + "'", settings::grace));
    }

    /** The methods that are there, or left so short a while ago that their successors are waited for. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        slots.forEach((name, slot) -> slot.recent().ifPresent(method -> names.add(name)));
        return names;
    }

    /** The use of a method; {@code UNAVAILABLE} when it is not there within the grace. Close it. */
    public Lease<ImportMethod> lease(String name) {
        return slot(name).lease();
    }
}
