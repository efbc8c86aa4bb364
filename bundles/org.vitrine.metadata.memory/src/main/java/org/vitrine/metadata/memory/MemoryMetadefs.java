package org.vitrine.metadata.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.domain.metadef.NamespaceQuery;
import org.vitrine.domain.metadef.NamespaceQuery.SortKey;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceType;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.spi.metadata.MetadefItems;
import org.vitrine.spi.metadata.MetadefRepository;

/** Metadata definitions. All of them are one immutable value that each change replaces, so undoing a change is easy. */
final class MemoryMetadefs implements MetadefRepository {
    private final Transactions transactions;
    private final MemoryItems<MetadefObject> objects = new MemoryItems<>(this, "object");
    private final MemoryItems<MetadefProperty> properties = new MemoryItems<>(this, "property");
    private final MemoryItems<MetadefTag> tags = new MemoryItems<>(this, "tag");
    private final MemoryItems<ResourceTypeAssociation> associations =
            new MemoryItems<>(this, "resource type association");

    private Map<String, Space> spaces = Map.of();
    private Map<String, Recorded<ResourceType>> types = new LinkedHashMap<>();
    private long created;

    /** A namespace, the how-many-eth it is, and what it holds by kind and name. */
    record Space(
            long number, Recorded<MetadefNamespace> namespace, Map<MemoryItems<?>, Map<String, Recorded<?>>> items) {}

    MemoryMetadefs(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void create(MetadefNamespace namespace, Instant at) {
        change(all -> {
            requireFree(all, namespace.name());
            all.put(namespace.name(), new Space(created++, new Recorded<>(namespace, at, at), Map.of()));
            return all;
        });
    }

    @Override
    public Optional<Recorded<MetadefNamespace>> find(String name) {
        return space(name).map(Space::namespace);
    }

    @Override
    public List<Recorded<MetadefNamespace>> list(NamespaceQuery query) {
        return transactions.run(() -> {
            Comparator<Space> order = order(query);
            Optional<Space> marker = query.marker().map(name -> space(name).orElseThrow(() -> unknown(name)));
            return spaces.values().stream()
                    .filter(space -> matches(space, query))
                    .filter(space -> marker.isEmpty() || order.compare(space, marker.get()) > 0)
                    .sorted(order)
                    .limit(query.limit())
                    .map(Space::namespace)
                    .toList();
        });
    }

    private boolean matches(Space space, NamespaceQuery query) {
        MetadefNamespace namespace = space.namespace.value();
        boolean listed = query.viewer().admin()
                || namespace.visibility() == MetadefVisibility.PUBLIC
                || (namespace.owner() != null
                        && namespace.owner().equals(query.viewer().projectId()));
        Map<String, Recorded<?>> associated = space.items.getOrDefault(associations, Map.of());
        return listed
                && query.visibility().filter(v -> v != namespace.visibility()).isEmpty()
                && query.resourceTypes()
                        .filter(types -> types.stream().noneMatch(associated::containsKey))
                        .isEmpty();
    }

    private static Comparator<Space> order(NamespaceQuery query) {
        Comparator<Space> order = by(query.sort())
                .thenComparing(space -> space.namespace.createdAt())
                .thenComparing(Space::number);
        return query.ascending() ? order : order.reversed();
    }

    private static Comparator<Space> by(SortKey key) {
        return switch (key) {
            case CREATED_AT -> Comparator.comparing(space -> space.namespace.createdAt());
            case UPDATED_AT ->
                Comparator.comparing(
                        space -> space.namespace.updatedAt(), Comparator.nullsFirst(Comparator.naturalOrder()));
            case NAMESPACE ->
                Comparator.comparing(space -> space.namespace.value().name());
            case DISPLAY_NAME -> byText(MetadefNamespace::displayName);
            case DESCRIPTION -> byText(MetadefNamespace::description);
            case VISIBILITY -> byText(namespace -> namespace.visibility().wireName());
            case PROTECTED ->
                Comparator.comparing(space -> space.namespace.value().isProtected());
            case OWNER -> byText(MetadefNamespace::owner);
        };
    }

    private static Comparator<Space> byText(Function<MetadefNamespace, String> text) {
        return Comparator.comparing(
                space -> text.apply(space.namespace.value()), Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    @Override
    public boolean update(String name, MetadefNamespace after, Instant at) {
        return change(all -> {
            Space before = all.remove(name);
            if (before == null) {
                return null;
            }
            requireFree(all, after.name());
            Recorded<MetadefNamespace> namespace = new Recorded<>(after, before.namespace.createdAt(), at);
            all.put(after.name(), new Space(before.number, namespace, before.items));
            return all;
        });
    }

    @Override
    public boolean delete(String name) {
        return change(all -> all.remove(name) == null ? null : all);
    }

    @Override
    public MetadefItems<MetadefObject> objects() {
        return objects;
    }

    @Override
    public MetadefItems<MetadefProperty> properties() {
        return properties;
    }

    @Override
    public MetadefItems<MetadefTag> tags() {
        return tags;
    }

    @Override
    public MetadefItems<ResourceTypeAssociation> associations() {
        return associations;
    }

    @Override
    public Map<String, List<Recorded<ResourceTypeAssociation>>> associationsOf(Collection<String> namespaces) {
        return transactions.run(() -> {
            Map<String, List<Recorded<ResourceTypeAssociation>>> found = new LinkedHashMap<>();
            namespaces.forEach(name -> found.put(name, associations.list(name)));
            found.values().removeIf(List::isEmpty);
            return found;
        });
    }

    @Override
    public List<Recorded<ResourceType>> resourceTypes() {
        return transactions.run(() -> List.copyOf(types.values()));
    }

    @Override
    public void addResourceType(ResourceType type, Instant at) {
        transactions.run(() -> {
            if (types.putIfAbsent(type.name(), new Recorded<>(type, at, at)) == null) {
                transactions.onFailure(() -> types.remove(type.name()));
            }
            return null;
        });
    }

    @Override
    public void clear() {
        change(all -> Map.of());
        transactions.run(() -> {
            Map<String, Recorded<ResourceType>> before = types;
            types = new LinkedHashMap<>();
            transactions.onFailure(() -> types = before);
            return null;
        });
    }

    Optional<Space> space(String name) {
        return transactions.run(() -> Optional.ofNullable(spaces.get(name)));
    }

    /** Replaces a namespace's items; within the work that changes them. */
    void put(Space space) {
        change(all -> {
            all.put(space.namespace.value().name(), space);
            return all;
        });
    }

    <T> T run(Supplier<T> work) {
        return transactions.run(work);
    }

    static VitrineException unknown(String namespace) {
        return new VitrineException(ErrorKind.NOT_FOUND, "Namespace " + namespace + " not found");
    }

    /** Hands a copy to the step and keeps what it gives back; false, with nothing changed, when that is null. */
    private boolean change(UnaryOperator<Map<String, Space>> step) {
        return transactions.run(() -> {
            Map<String, Space> before = spaces;
            Map<String, Space> after = step.apply(new LinkedHashMap<>(before));
            if (after == null) {
                return false;
            }
            spaces = after;
            transactions.onFailure(() -> spaces = before);
            return true;
        });
    }

    private static void requireFree(Map<String, Space> all, String name) {
        if (all.containsKey(name)) {
            throw new VitrineException(
                    ErrorKind.CONFLICT, "The metadata definition namespace=" + name + " already exists.");
        }
    }
}
