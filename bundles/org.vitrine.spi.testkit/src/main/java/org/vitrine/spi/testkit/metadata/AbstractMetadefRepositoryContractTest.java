package org.vitrine.spi.testkit.metadata;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.metadef.MetadefItem;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.domain.metadef.NamespaceQuery;
import org.vitrine.domain.metadef.NamespaceQuery.SortKey;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceType;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.MetadefItems;
import org.vitrine.spi.metadata.MetadefRepository;
import org.vitrine.spi.testkit.Covers;

/** What every metadata repository promises of metadata definitions. */
public abstract class AbstractMetadefRepositoryContractTest {
    private static final Instant T0 = Instant.parse("2030-01-02T03:04:05Z");
    private static final Viewer ADMIN = new Viewer(null, true);

    private MetadataRepository repository;
    private MetadefRepository metadefs;

    /** An empty repository. */
    protected abstract MetadataRepository create() throws Exception;

    /** Makes the repository. */
    @Before
    public final void open() throws Exception {
        repository = create();
        metadefs = repository.metadefs();
    }

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    private static MetadefNamespace namespace(String name, MetadefVisibility visibility, String owner) {
        return new MetadefNamespace(name, null, null, visibility, false, owner);
    }

    private void add(String name) {
        metadefs.create(namespace(name, MetadefVisibility.PUBLIC, "p1"), T0);
    }

    private static PropertySchema schema(String type) {
        return PropertySchema.of(Map.of("type", type, "title", "T"));
    }

    private static ErrorKind kindOf(Runnable work) {
        return assertThrows(VitrineException.class, work::run).kind();
    }

    private static NamespaceQuery query(
            Viewer viewer, SortKey sort, boolean ascending, String marker, int limit, String... resourceTypes) {
        return new NamespaceQuery(
                viewer,
                Optional.empty(),
                resourceTypes.length == 0 ? Optional.empty() : Optional.of(Arrays.asList(resourceTypes)),
                sort,
                ascending,
                Optional.ofNullable(marker),
                limit);
    }

    private List<String> list(NamespaceQuery query) {
        return metadefs.list(query).stream().map(found -> found.value().name()).toList();
    }

    private static <T extends MetadefItem> List<String> names(MetadefItems<T> items, String namespace) {
        return items.list(namespace).stream().map(item -> item.value().name()).toList();
    }

    @Test
    public void nothingHasANameThatIsNoText() {
        MetadefRepository metadefs = repository.metadefs();
        for (String name : List.of("n\0", "n\ud83d\ude00")) {
            assertEquals(Optional.empty(), metadefs.find(name));
            assertEquals(Optional.empty(), metadefs.objects().find(name, name));
        }
    }

    @Test
    @Covers({"MDN-2", "op:DB-17"})
    public void aNamespaceIsFoundAsItWasCreated() {
        MetadefNamespace full =
                new MetadefNamespace("OS::Ü", "dïsplay", "descr", MetadefVisibility.PRIVATE, true, "p1");
        metadefs.create(full, T0);
        assertEquals(Optional.of(new Recorded<>(full, T0, T0)), metadefs.find("OS::Ü"));
        MetadefNamespace bare = namespace("bare", MetadefVisibility.PUBLIC, null);
        metadefs.create(bare, T0);
        assertEquals(bare, metadefs.find("bare").orElseThrow().value());
        assertTrue(metadefs.find("none").isEmpty());
    }

    @Test
    @Covers("MDN-4")
    public void aNameIsTakenOnce() {
        add("a");
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> add("a")));
        add("b");
        assertEquals(
                ErrorKind.CONFLICT,
                kindOf(() -> metadefs.update("b", namespace("a", MetadefVisibility.PUBLIC, "p1"), T0)));
        assertTrue(metadefs.find("b").isPresent());
    }

    @Test
    @Covers("MDN-11")
    public void updatingReplacesAllAndKeepsTheContents() {
        add("a");
        metadefs.tags().add("a", List.of(new MetadefTag("t")), T0);
        MetadefNamespace after = new MetadefNamespace("b", "d", null, MetadefVisibility.PRIVATE, true, "p2");
        assertTrue(metadefs.update("a", after, at(5)));
        assertEquals(Optional.of(new Recorded<>(after, T0, at(5))), metadefs.find("b"));
        assertTrue(metadefs.find("a").isEmpty());
        assertEquals(List.of("t"), names(metadefs.tags(), "b"));
        assertFalse(metadefs.update("a", after, at(6)));
        assertTrue("the same name again is no conflict", metadefs.update("b", after, at(7)));
    }

    @Test
    @Covers({"MDN-12", "op:DB-55"})
    public void deletingTakesTheContentsAlong() {
        add("a");
        metadefs.tags().add("a", List.of(new MetadefTag("t")), T0);
        metadefs.objects().add("a", List.of(new MetadefObject("o", null, List.of(), Map.of())), T0);
        metadefs.properties().add("a", List.of(new MetadefProperty("p", schema("string"))), T0);
        metadefs.associations().add("a", List.of(new ResourceTypeAssociation("R", null, null)), T0);
        assertTrue(metadefs.delete("a"));
        assertFalse(metadefs.delete("a"));
        add("a");
        assertTrue(metadefs.tags().list("a").isEmpty());
        assertTrue(metadefs.objects().list("a").isEmpty());
        assertTrue(metadefs.properties().list("a").isEmpty());
        assertTrue(metadefs.associations().list("a").isEmpty());
        assertEquals("the resource type stays", 1, metadefs.resourceTypes().size());
    }

    @Test
    @Covers({"MD-2", "MDN-13"})
    public void listsShowPublicAndOwnNamespaces() {
        int i = 0;
        for (String owner : new String[] {"A", "B"}) {
            metadefs.create(namespace(owner + "-public", MetadefVisibility.PUBLIC, owner), at(i++));
            metadefs.create(namespace(owner + "-private", MetadefVisibility.PRIVATE, owner), at(i++));
        }
        assertEquals(
                List.of("A-public", "A-private", "B-public"),
                list(query(new Viewer("A", false), SortKey.CREATED_AT, true, null, 9)));
        assertEquals(
                List.of("A-public", "B-public"),
                list(query(new Viewer(null, false), SortKey.CREATED_AT, true, null, 9)));
        assertEquals(4, list(query(ADMIN, SortKey.CREATED_AT, true, null, 9)).size());
        NamespaceQuery everyPrivate = new NamespaceQuery(
                ADMIN,
                Optional.of(MetadefVisibility.PRIVATE),
                Optional.empty(),
                SortKey.CREATED_AT,
                true,
                Optional.empty(),
                9);
        assertEquals(List.of("A-private", "B-private"), list(everyPrivate));
    }

    @Test
    @Covers("MDN-7")
    public void listsAreSortedAndPaged() {
        metadefs.create(new MetadefNamespace("c", "1", null, MetadefVisibility.PUBLIC, false, "p"), at(0));
        metadefs.create(new MetadefNamespace("a", null, null, MetadefVisibility.PUBLIC, true, "p"), at(1));
        metadefs.create(new MetadefNamespace("b", "1", "d", MetadefVisibility.PRIVATE, false, "o"), at(1));
        assertEquals(List.of("b", "a", "c"), list(query(ADMIN, SortKey.CREATED_AT, false, null, 9)));
        assertEquals(List.of("a", "c"), list(query(ADMIN, SortKey.CREATED_AT, false, "b", 9)));
        assertEquals(List.of("a"), list(query(ADMIN, SortKey.CREATED_AT, false, "b", 1)));
        assertEquals(List.of("a", "b", "c"), list(query(ADMIN, SortKey.NAMESPACE, true, null, 9)));
        assertEquals(List.of("c", "b"), list(query(ADMIN, SortKey.DISPLAY_NAME, true, "a", 9)));
        assertEquals(List.of("a"), list(query(ADMIN, SortKey.DISPLAY_NAME, false, "c", 9)));
        assertEquals("b", list(query(ADMIN, SortKey.OWNER, true, null, 1)).get(0));
        assertEquals(
                "b", list(query(ADMIN, SortKey.DESCRIPTION, false, null, 1)).get(0));
        assertEquals("a", list(query(ADMIN, SortKey.PROTECTED, false, null, 1)).get(0));
        assertEquals("b", list(query(ADMIN, SortKey.VISIBILITY, true, null, 1)).get(0));
        assertTrue(metadefs.update("c", namespace("c", MetadefVisibility.PUBLIC, "p"), at(9)));
        assertEquals("c", list(query(ADMIN, SortKey.UPDATED_AT, false, null, 1)).get(0));
        assertTrue(list(query(ADMIN, SortKey.CREATED_AT, false, null, 0)).isEmpty());
        assertEquals(ErrorKind.NOT_FOUND, kindOf(() -> list(query(ADMIN, SortKey.CREATED_AT, false, "none", 9))));
    }

    @Test
    @Covers("MDN-7")
    public void listsCanBeOfResourceTypes() {
        add("a");
        add("b");
        add("c");
        metadefs.associations().add("a", List.of(new ResourceTypeAssociation("R", null, null)), T0);
        metadefs.associations()
                .add(
                        "b",
                        List.of(
                                new ResourceTypeAssociation("R", "x_", "t"),
                                new ResourceTypeAssociation("S", null, null)),
                        T0);
        assertEquals(List.of("a", "b"), list(query(ADMIN, SortKey.NAMESPACE, true, null, 9, "R", "S")));
        assertEquals(List.of("b"), list(query(ADMIN, SortKey.NAMESPACE, true, null, 9, "S", "none")));
        assertTrue(list(query(ADMIN, SortKey.NAMESPACE, true, null, 9, "none")).isEmpty());
        Map<String, List<Recorded<ResourceTypeAssociation>>> found =
                metadefs.associationsOf(List.of("a", "b", "c", "none"));
        assertEquals(2, found.size());
        assertEquals(metadefs.associations().list("b"), found.get("b"));
        assertTrue(metadefs.associationsOf(List.of()).isEmpty());
    }

    @Test
    @Covers({"MDP-1", "MDP-2", "op:DB-19"})
    public void propertiesKeepEveryKey() {
        add("a");
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("name", "n");
        keys.put("title", "Tïtle \"quoted\"");
        keys.put("type", "array");
        keys.put("description", "line\nbreak");
        keys.put("operators", List.of("<in>", "<or>"));
        keys.put("default", 5);
        keys.put("readonly", true);
        keys.put("minimum", new BigDecimal("1.5"));
        keys.put("maximum", Long.MAX_VALUE);
        keys.put("enum", List.of("a", "b"));
        keys.put("pattern", "^a");
        keys.put("minLength", 0);
        keys.put("maxLength", 9);
        keys.put("confidential", false);
        keys.put("items", Map.of("type", "string", "enum", List.of("x")));
        keys.put("uniqueItems", true);
        keys.put("minItems", 1);
        keys.put("maxItems", 2);
        keys.put("additionalItems", false);
        MetadefProperty property = new MetadefProperty("p:1", PropertySchema.of(keys));
        metadefs.properties().add("a", List.of(property), T0);
        assertEquals(
                property, metadefs.properties().find("a", "p:1").orElseThrow().value());
    }

    @Test
    @Covers({"MDO-1", "MDO-2", "op:DB-18"})
    public void objectsKeepTheirProperties() {
        add("a");
        Map<String, PropertySchema> properties = new LinkedHashMap<>();
        properties.put("z", schema("string"));
        properties.put("y", schema("integer"));
        MetadefObject full = new MetadefObject("o", "d", List.of("z", "y"), properties);
        MetadefObject bare = new MetadefObject("bare", null, List.of(), Map.of());
        metadefs.objects().add("a", List.of(full, bare), T0);
        Recorded<MetadefObject> found = metadefs.objects().find("a", "o").orElseThrow();
        assertEquals(new Recorded<>(full, T0, T0), found);
        assertEquals(List.of("z", "y"), List.copyOf(found.value().properties().keySet()));
        assertEquals(bare, metadefs.objects().find("a", "bare").orElseThrow().value());
        assertNull(metadefs.objects().find("a", "bare").orElseThrow().value().description());
    }

    @Test
    @Covers({"MDT-2", "MDT-3"})
    public void addingIsAllOrNothing() {
        add("a");
        metadefs.tags().add("a", List.of(new MetadefTag("x"), new MetadefTag("y")), T0);
        assertEquals(
                ErrorKind.CONFLICT,
                kindOf(() -> metadefs.tags().add("a", List.of(new MetadefTag("z"), new MetadefTag("x")), T0)));
        assertEquals(
                ErrorKind.CONFLICT,
                kindOf(() -> metadefs.tags().add("a", List.of(new MetadefTag("z"), new MetadefTag("z")), T0)));
        assertEquals(List.of("x", "y"), names(metadefs.tags(), "a"));
        assertEquals(ErrorKind.NOT_FOUND, kindOf(() -> metadefs.tags().add("none", List.of(new MetadefTag("x")), T0)));
        metadefs.tags().add("a", List.of(), T0);
    }

    @Test
    @Covers({"MDT-3", "MDN-4"})
    public void aFailedTransactionLeavesNothing() {
        add("a");
        metadefs.tags().add("a", List.of(new MetadefTag("x")), T0);
        assertEquals(
                ErrorKind.CONFLICT,
                kindOf(() -> repository.inTransaction(() -> {
                    metadefs.tags().removeAll("a");
                    metadefs.tags().add("a", List.of(new MetadefTag("y")), T0);
                    add("b");
                    add("b");
                    return null;
                })));
        assertEquals(List.of("x"), names(metadefs.tags(), "a"));
        assertTrue(metadefs.find("b").isEmpty());
    }

    @Test
    @Covers({"MDT-6", "MDO-4", "MDP-6", "MDP-7"})
    public void itemsAreReplacedRenamedAndRemoved() {
        add("a");
        add("b");
        metadefs.tags().add("b", List.of(new MetadefTag("other")), T0);
        metadefs.tags().add("a", List.of(new MetadefTag("x"), new MetadefTag("y"), new MetadefTag("z")), T0);
        assertTrue(metadefs.tags().update("a", "x", new MetadefTag("w"), at(5)));
        assertEquals(
                Optional.of(new Recorded<>(new MetadefTag("w"), T0, at(5))),
                metadefs.tags().find("a", "w"));
        assertEquals(List.of("w", "y", "z"), names(metadefs.tags(), "a"));
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> metadefs.tags().update("a", "w", new MetadefTag("y"), at(6))));
        assertTrue(metadefs.tags().update("a", "w", new MetadefTag("w"), at(6)));
        assertFalse(metadefs.tags().update("a", "x", new MetadefTag("q"), at(6)));
        assertFalse(metadefs.tags().update("none", "x", new MetadefTag("q"), at(6)));
        assertTrue(metadefs.tags().remove("a", "y"));
        assertFalse(metadefs.tags().remove("a", "y"));
        assertFalse(metadefs.tags().remove("none", "y"));
        assertTrue(metadefs.tags().find("a", "y").isEmpty());
        metadefs.tags().removeAll("a");
        metadefs.tags().removeAll("none");
        assertTrue(metadefs.tags().list("a").isEmpty());
        assertEquals(List.of("other"), names(metadefs.tags(), "b"));
    }

    @Test
    @Covers({"MDR-1", "MDR-2", "MDR-3", "MDR-4", "op:DB-21", "op:DB-22"})
    public void associationsBringTheirResourceTypes() {
        add("a");
        metadefs.addResourceType(new ResourceType("Known", true), T0);
        metadefs.addResourceType(new ResourceType("Known", false), at(1));
        ResourceTypeAssociation known = new ResourceTypeAssociation("Known", "k_", "image");
        metadefs.associations().add("a", List.of(known), at(2));
        metadefs.associations().add("a", List.of(new ResourceTypeAssociation("New", null, null)), at(3));
        assertEquals(
                List.of(
                        new Recorded<>(new ResourceType("Known", true), T0, T0),
                        new Recorded<>(new ResourceType("New", false), at(3), at(3))),
                metadefs.resourceTypes());
        assertEquals(
                Optional.of(new Recorded<>(known, at(2), at(2))),
                metadefs.associations().find("a", "Known"));
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> metadefs.associations().add("a", List.of(known), at(4))));
        ResourceTypeAssociation changed = new ResourceTypeAssociation("Known", null, null);
        assertTrue(metadefs.associations().update("a", "Known", changed, at(5)));
        assertEquals(
                Optional.of(new Recorded<>(changed, at(2), at(5))),
                metadefs.associations().find("a", "Known"));
        assertTrue(metadefs.associations().remove("a", "Known"));
        assertFalse(metadefs.associations().remove("a", "Known"));
        assertEquals(2, metadefs.resourceTypes().size());
    }

    @Test
    @Covers("op:CLI-MGR-9")
    public void everythingCanBeCleared() {
        add("a");
        metadefs.associations().add("a", List.of(new ResourceTypeAssociation("R", null, null)), T0);
        metadefs.properties().add("a", List.of(new MetadefProperty("p", schema("string"))), T0);
        metadefs.clear();
        assertTrue(metadefs.find("a").isEmpty());
        assertTrue(metadefs.resourceTypes().isEmpty());
        metadefs.clear();
        add("a");
        assertTrue(metadefs.properties().list("a").isEmpty());
    }

    @Test
    @Covers({"MDN-4", "MDT-3"})
    public void ofThoseWhoMeetOneWins() throws Exception {
        add("a");
        AtomicInteger won = new AtomicInteger();
        Runnable[] meetings = {
            () -> add("b"), () -> metadefs.tags().add("a", List.of(new MetadefTag("t")), T0),
        };
        for (Runnable meeting : meetings) {
            won.set(0);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(CompletableFuture.runAsync(() -> {
                    try {
                        meeting.run();
                        won.incrementAndGet();
                    } catch (VitrineException e) {
                        assertEquals(ErrorKind.CONFLICT, e.kind());
                    }
                }));
            }
            for (CompletableFuture<Void> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
            assertEquals(1, won.get());
        }
        assertEquals(List.of("t"), names(metadefs.tags(), "a"));
    }
}
