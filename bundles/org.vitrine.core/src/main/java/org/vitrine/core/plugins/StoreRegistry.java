package org.vitrine.core.plugins;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoreDescription.Capability;

/**
 * All stores, by id. With {@code enabled.backends} the server is a multi-store server and shows exactly those, in that
 * order (STORE-20); without it one store takes all data and clients never see its id.
 */
@Component(service = StoreRegistry.class, configurationPid = "org.vitrine.core.stores")
@Designate(ocd = StoreRegistry.StoresConfig.class)
public final class StoreRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(StoreRegistry.class);
    private static final String RESERVED = "os_glance_";

    @ObjectClassDefinition(name = "Vitrine stores")
    @interface StoresConfig {
        @AttributeDefinition(
                description =
                        "Ids of the stores of a multi-store server, in the order clients see; empty for a single store.")
        String[] enabled_backends() default {};

        @AttributeDefinition(
                description =
                        "Id of the store that takes data when the client names none; required with enabled.backends.")
        String default_backend() default "";
    }

    private record Choice(List<String> enabled, String byDefault) {}

    private final PluginSettings settings;
    private final Map<String, Slot<Store>> slots = new ConcurrentHashMap<>();
    private volatile Choice choice;

    /** Reads the configuration; refuses what the guide forbids (STORE-29). */
    @Activate
    public StoreRegistry(@Reference PluginSettings settings, StoresConfig config) {
        this.settings = settings;
        modified(config);
    }

    @Modified
    void modified(StoresConfig config) {
        List<String> enabled = CommaList.items(config.enabled_backends());
        String byDefault = config.default_backend().trim();
        for (String id : enabled) {
            if (id.startsWith(RESERVED)) {
                throw new IllegalArgumentException(
                        "enabled.backends: '" + id + "' begins with the reserved " + RESERVED);
            }
        }
        if (!enabled.isEmpty() && !enabled.contains(byDefault)) {
            throw new IllegalArgumentException("default.backend: '" + byDefault + "' is not among enabled.backends");
        }
        choice = new Choice(List.copyOf(enabled), byDefault);
    }

    @Reference(
            name = "store",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(Store store, Map<String, Object> properties) {
        String id = String.valueOf(properties.get(Store.ID));
        slots.computeIfAbsent(id, key -> new Slot<>("store '" + key + "'", settings::grace))
                .set(store);
        LOG.info("store {} ({}) is there", id, store.describe().type());
    }

    void unbind(Store store, Map<String, Object> properties) {
        String id = String.valueOf(properties.get(Store.ID));
        Slot<Store> slot = slots.get(id);
        if (slot != null) {
            slot.clear(store);
            LOG.info("store {} left", id);
        }
    }

    /** Whether clients see several stores. */
    public boolean multiStore() {
        return !choice.enabled.isEmpty();
    }

    /** The ids that clients may name, in configuration order; empty in a single-store server. */
    public List<String> ids() {
        return choice.enabled;
    }

    /** The id of the store that takes data when the client names none; {@code UNAVAILABLE} when there is no store at all. */
    public String defaultId() {
        if (!choice.byDefault.isEmpty()) {
            return choice.byDefault;
        }
        return slots.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .recent()
                        .map(s -> s.describe().can(Capability.WRITE))
                        .orElse(false))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new VitrineException(ErrorKind.UNAVAILABLE, "No store takes data now."));
    }

    /** The use of a store, waiting for one that left a moment ago; {@code UNAVAILABLE} when it does not come. Close it. */
    public Lease<Store> lease(String id) {
        return slots.computeIfAbsent(id, key -> new Slot<>("store '" + key + "'", settings::grace))
                .lease();
    }

    /** Whether all stores are there that should be: those that are enabled, and those that were there before. */
    public boolean complete() {
        return !slots.isEmpty()
                && slots.keySet().containsAll(choice.enabled)
                && slots.values().stream().allMatch(slot -> slot.peek().isPresent());
    }

    /** What the store is, if it is there, or left so short a while ago that its successor is waited for. */
    public Optional<StoreDescription> describe(String id) {
        Slot<Store> slot = slots.get(id);
        return slot == null ? Optional.empty() : slot.recent().map(Store::describe);
    }

    /** The weight of the store that holds a location; 0 when nobody knows (STORE-36). */
    public int weight(ImageLocation location) {
        return location.storeId()
                .map(slots::get)
                .flatMap(Slot::recent)
                .map(Store::describe)
                .map(StoreDescription::weight)
                .orElse(0);
    }

    /**
     * The id of the store that reads this location: the one it names, else the one whose URLs look like it (STORE-37). A
     * store that is away, for an update or for good, still owns its locations: using it then waits, and may fail, but
     * nobody takes its data for nobody's.
     */
    public Optional<String> storeOf(ImageLocation location) {
        Optional<String> named = location.storeId().filter(slots::containsKey);
        if (named.isPresent()) {
            return named;
        }
        int colon = location.url().indexOf(':');
        String scheme = colon < 0 ? "" : location.url().substring(0, colon);
        return first(Slot::recent, store -> store.owns(location.url()))
                .or(() -> first(Slot::last, store -> store.owns(location.url())))
                .or(() ->
                        first(Slot::recent, store -> store.describe().schemes().contains(scheme)));
    }

    private Optional<String> first(Function<Slot<Store>, Optional<Store>> which, Predicate<Store> wanted) {
        return slots.entrySet().stream()
                .filter(entry -> which.apply(entry.getValue()).filter(wanted).isPresent())
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder());
    }
}
