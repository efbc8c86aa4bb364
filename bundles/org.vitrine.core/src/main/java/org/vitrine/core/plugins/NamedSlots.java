package org.vitrine.core.plugins;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.driver.Drainable;

/** The places of all drivers of one kind, by the names that the drivers give themselves. Safe for many threads. */
final class NamedSlots<T extends Drainable> {
    private static final Logger LOG = LoggerFactory.getLogger(NamedSlots.class);
    private static final String NAME = "vitrine.driver";

    private final String kind;
    private final PluginSettings settings;
    private final Map<String, Slot<T>> slots = new ConcurrentHashMap<>();

    /** Starts empty. {@code kind}: what logs and errors call such a driver. */
    NamedSlots(String kind, PluginSettings settings) {
        this.kind = kind;
        this.settings = settings;
    }

    void bind(T driver, Map<String, Object> properties) {
        String name = String.valueOf(properties.get(NAME));
        slot(name).set(driver);
        LOG.info("{} {} is there", kind, name);
    }

    void unbind(T driver, Map<String, Object> properties) {
        String name = String.valueOf(properties.get(NAME));
        slot(name).clear(driver);
        LOG.info("{} {} left", kind, name);
    }

    /** Of the drivers that are there, or left so short a while ago that their successors are waited for. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        slots.forEach((name, slot) -> slot.recent().ifPresent(driver -> names.add(name)));
        return names;
    }

    /** The use of a driver; {@code UNAVAILABLE} when it is not there within the grace. */
    Lease<T> lease(String name) {
        return slot(name).lease();
    }

    private Slot<T> slot(String name) {
        return slots.computeIfAbsent(name, key -> new Slot<>(kind + " '" + key + "'", settings::grace));
    }
}
