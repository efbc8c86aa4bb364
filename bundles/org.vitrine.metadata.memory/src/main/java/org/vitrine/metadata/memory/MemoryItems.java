package org.vitrine.metadata.memory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefItem;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceType;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.metadata.memory.MemoryMetadefs.Space;
import org.vitrine.spi.metadata.MetadefItems;

/** What namespaces hold of one kind, in the order in which it was added. */
final class MemoryItems<T extends MetadefItem> implements MetadefItems<T> {
    private final MemoryMetadefs metadefs;
    private final String what;

    /** @param what named in conflicts */
    MemoryItems(MemoryMetadefs metadefs, String what) {
        this.metadefs = metadefs;
        this.what = what;
    }

    @Override
    public void add(String namespace, List<T> items, Instant at) {
        metadefs.run(() -> {
            Space space = metadefs.space(namespace).orElseThrow(() -> MemoryMetadefs.unknown(namespace));
            Map<String, Recorded<T>> all = of(space);
            for (T item : items) {
                requireFree(all, namespace, item.name());
                all.put(item.name(), new Recorded<>(item, at, at));
                if (item instanceof ResourceTypeAssociation) {
                    metadefs.addResourceType(new ResourceType(item.name(), false), at);
                }
            }
            put(space, all);
            return null;
        });
    }

    @Override
    public Optional<Recorded<T>> find(String namespace, String name) {
        return metadefs.space(namespace).map(space -> of(space).get(name));
    }

    @Override
    public List<Recorded<T>> list(String namespace) {
        return metadefs.space(namespace)
                .map(space -> List.copyOf(of(space).values()))
                .orElse(List.of());
    }

    @Override
    public boolean update(String namespace, String name, T after, Instant at) {
        return metadefs.run(() -> {
            Optional<Space> space = metadefs.space(namespace);
            if (space.isEmpty() || !of(space.get()).containsKey(name)) {
                return false;
            }
            Map<String, Recorded<T>> renamed = new LinkedHashMap<>();
            of(space.get()).forEach((key, item) -> {
                boolean replaced = key.equals(name);
                String newKey = replaced ? after.name() : key;
                requireFree(renamed, namespace, newKey);
                renamed.put(newKey, replaced ? new Recorded<>(after, item.createdAt(), at) : item);
            });
            put(space.get(), renamed);
            return true;
        });
    }

    @Override
    public boolean remove(String namespace, String name) {
        return metadefs.run(() -> {
            Optional<Space> space = metadefs.space(namespace);
            Map<String, Recorded<T>> all = space.map(this::of).orElse(new LinkedHashMap<>());
            if (all.remove(name) == null) {
                return false;
            }
            put(space.orElseThrow(), all);
            return true;
        });
    }

    @Override
    public void removeAll(String namespace) {
        metadefs.run(() -> {
            metadefs.space(namespace).ifPresent(space -> put(space, Map.of()));
            return null;
        });
    }

    /** A copy of what a namespace holds of this kind. */
    @SuppressWarnings("unchecked") // put() alone fills the map of this kind
    private Map<String, Recorded<T>> of(Space space) {
        Map<String, Recorded<T>> items = new LinkedHashMap<>();
        space.items().getOrDefault(this, Map.of()).forEach((name, item) -> items.put(name, (Recorded<T>) item));
        return items;
    }

    private void put(Space space, Map<String, Recorded<T>> items) {
        Map<MemoryItems<?>, Map<String, Recorded<?>>> all = new LinkedHashMap<>(space.items());
        all.put(this, new LinkedHashMap<>(items));
        metadefs.put(new Space(space.number(), space.namespace(), all));
    }

    private void requireFree(Map<String, Recorded<T>> items, String namespace, String name) {
        if (items.containsKey(name)) {
            throw new VitrineException(
                    ErrorKind.CONFLICT,
                    "A metadata definition " + what + " with name=" + name + " already exists in namespace=" + namespace
                            + ".");
        }
    }
}
