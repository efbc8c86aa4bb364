package org.vitrine.config.oslo.projection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.option.Destination;
import org.vitrine.config.oslo.option.Option;
import org.vitrine.config.oslo.option.OptionValues;
import org.vitrine.config.oslo.option.Setting;
import org.vitrine.config.oslo.report.Finding.Kind;

/**
 * Which stores there are (op:STORE-20 to op:STORE-32): with {@code enabled_backends} one for each entry, configured in
 * the group of its name; else those of {@code [glance_store] stores}, configured there, each with its type for an id.
 */
final class StoreChoice {
    private static final String SINGLE = "glance_store";
    private static final String REGISTRY = "org.vitrine.core.stores";
    private static final String FAMILY = "org.vitrine.store.";
    private static final String RESERVED = "os_glance_";
    private static final List<String> TYPES = List.of("file", "http", "rbd", "swift", "s3", "cinder", "vmware");
    /** Types by URI scheme and by the names of drivers in old files. */
    private static final Map<String, String> TYPE_OF = Map.ofEntries(
            Map.entry("filesystem", "file"),
            Map.entry("https", "http"),
            Map.entry("swift+http", "swift"),
            Map.entry("swift+https", "swift"),
            Map.entry("swift+config", "swift"),
            Map.entry("vsphere", "vmware"),
            Map.entry("vmware_datastore", "vmware"),
            Map.entry("glance.store.filesystem.Store", "file"),
            Map.entry("glance.store.http.Store", "http"),
            Map.entry("glance.store.rbd.Store", "rbd"),
            Map.entry("glance.store.swift.Store", "swift"),
            Map.entry("glance.store.s3.Store", "s3"),
            Map.entry("glance.store.cinder.Store", "cinder"),
            Map.entry("glance.store.vmware_datastore.Store", "vmware"));

    private final Inputs inputs;
    private final OptionValues values;
    private final Draft draft;

    StoreChoice(Inputs inputs, Draft draft) {
        this.inputs = inputs;
        this.values = inputs.values();
        this.draft = draft;
    }

    void project() {
        Optional<Setting> backends = values.find("DEFAULT", "enabled_backends");
        if (backends.isPresent() && !backends.get().pairs().isEmpty()) {
            several(backends.get());
        } else {
            values.declareStores(SINGLE, TYPES);
            if (mentionsStores()) {
                single();
            } else {
                draft.find(Kind.REMARK, "no option about stores", "the stores stay the server's own");
            }
        }
    }

    private void several(Setting backends) {
        backends.pairs().forEach((id, type) -> values.declareStores(id, List.of(type(type))));
        List<String> ids = new ArrayList<>();
        draft.claim(FAMILY);
        for (Map.Entry<String, String> backend : backends.pairs().entrySet()) {
            String id = backend.getKey();
            if (id.startsWith(RESERVED)) {
                throw new BrokenConfiguration(backends.where(), "the store id '" + id + "' is reserved");
            }
            ids.add(id);
            store(id, type(backend.getValue()), id);
        }
        Setting byDefault = values.find(SINGLE, "default_backend")
                .orElseThrow(() -> new BrokenConfiguration(backends.where(), "needs [glance_store] default_backend"));
        if (!ids.contains(byDefault.text())) {
            throw new BrokenConfiguration(byDefault.where(), "names none of enabled_backends");
        }
        requireDriver(type(backends.pairs().get(byDefault.text())), byDefault.where());
        new StoreDirectories(inputs, draft)
                .check(ids.stream()
                        .filter(id -> type(backends.pairs().get(id)).equals("file"))
                        .toList());
        draft.put(REGISTRY, "default.backend", byDefault.text());
        draft.put(REGISTRY, "enabled.backends", ids);
    }

    private boolean mentionsStores() {
        List<Option> options = new ArrayList<>(inputs.table().group(SINGLE).values());
        TYPES.forEach(
                type -> options.addAll(inputs.table().group("store " + type).values()));
        return options.stream().anyMatch(option -> values.find(option, SINGLE).isPresent());
    }

    private void single() {
        draft.claim(FAMILY);
        Optional<Setting> byDefault = values.find(SINGLE, "default_store");
        String type = type(byDefault.map(Setting::text).orElse("file"));
        Optional<Setting> stores = values.find(SINGLE, "stores");
        Set<String> types = new LinkedHashSet<>();
        stores.map(Setting::list).orElse(List.of("file", "http")).forEach(name -> types.add(type(name)));
        if (!types.contains(type)) {
            throw new BrokenConfiguration(
                    byDefault.or(() -> stores).map(Setting::where).orElse("[glance_store]"),
                    "the default store must be among stores");
        }
        requireDriver(type, byDefault.map(Setting::where).orElse("[glance_store] default_store"));
        types.forEach(each -> store(each, each, SINGLE));
        draft.put(REGISTRY, "default.backend", type);
        draft.put(REGISTRY, "enabled.backends", List.of());
    }

    private static String type(String name) {
        return TYPE_OF.getOrDefault(name, name);
    }

    /** The other stores may do without one; nothing could be uploaded if the default store did. */
    private void requireDriver(String type, String where) {
        if (!TYPES.contains(type)) {
            throw new BrokenConfiguration(where, "is of a type that no store has");
        }
        if (pid(type).isEmpty()) {
            throw new BrokenConfiguration(where, "is of the type " + type + ", which this server has no store for");
        }
    }

    /** One store; of a type that nobody knows or that has no bundle yet, only a word in the report. */
    private void store(String id, String type, String group) {
        Optional<String> pid = pid(type);
        if (pid.isEmpty()) {
            draft.find(
                    TYPES.contains(type) ? Kind.UNSUPPORTED : Kind.UNKNOWN,
                    "store " + id + " of type " + type,
                    "its images cannot be read or written here");
            return;
        }
        String instance = pid.get() + "~" + id;
        draft.put(instance, "vitrine.store.id", id);
        values.find(inputs.table().option("store any", "store_description"), group)
                .ifPresent(setting -> draft.put(instance, "store.description", setting.text()));
        values.find(inputs.table().option("store any", "weight"), group)
                .ifPresent(setting -> draft.put(instance, "weight", String.valueOf(setting.number(0))));
        for (Option option : inputs.table().group("store " + type).values()) {
            if (option.destination() instanceof Destination.Pid) {
                values.find(option, group).ifPresent(setting -> draft.put(instance, setting));
            }
        }
    }

    /** The factory PID that the options of that type of store go to. */
    private Optional<String> pid(String type) {
        return inputs.table().group("store " + type).values().stream()
                .map(Option::destination)
                .filter(Destination.Pid.class::isInstance)
                .map(destination -> ((Destination.Pid) destination).pid())
                .findFirst();
    }
}
