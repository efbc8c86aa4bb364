package org.vitrine.core.metadefs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.domain.metadef.NamespaceContents;
import org.vitrine.domain.metadef.NamespaceQuery.SortKey;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** Namespaces: who may do what to which, and what is shown. */
public class NamespacesTest {
    private static final RequestContext ADMIN = Callers.admin("adm");
    private static final RequestContext OWNER = Callers.member("p1");
    private static final RequestContext STRANGER = Callers.member("p2");
    private static final PropertySchema TEXT = PropertySchema.of(Map.of("type", "string", "title", "T"));

    private final TestCore core = new TestCore(Map.of("limit_param_default", 3, "api_limit_max", 4), "main");
    private final TestMetadefs metadefs = new TestMetadefs(core);

    @After
    public void close() {
        core.close();
    }

    private static MetadefNamespace namespace(String name, MetadefVisibility visibility, String owner) {
        return new MetadefNamespace(name, null, null, visibility, false, owner);
    }

    private void add(String name, MetadefVisibility visibility, String owner) {
        metadefs.changes.create(ADMIN, namespace(name, visibility, owner), NamespaceContents.EMPTY);
    }

    private static NamespaceListRequest request(String marker, Integer limit) {
        return new NamespaceListRequest(
                Optional.empty(),
                Optional.empty(),
                SortKey.CREATED_AT,
                true,
                Optional.ofNullable(marker),
                limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
    }

    private List<String> list(RequestContext context, String marker, Integer limit) {
        return names(metadefs.catalog.list(context, request(marker, limit)));
    }

    private static List<String> names(NamespacePage page) {
        return page.namespaces().stream()
                .map(entry -> entry.namespace().value().name())
                .toList();
    }

    private static void assertRefused(ErrorKind kind, Runnable call) {
        assertEquals(kind, assertThrows(VitrineException.class, call::run).kind());
    }

    @Test
    @Covers({"MDN-2", "MDN-11"})
    public void theOwnerIsTheCallersProjectUnlessGiven() {
        add("mine", MetadefVisibility.PRIVATE, null);
        add("given", MetadefVisibility.PRIVATE, "p1");
        assertEquals("adm", shown(ADMIN, "mine").owner());
        assertEquals("p1", shown(ADMIN, "given").owner());
        metadefs.changes.update(ADMIN, "given", namespace("given", MetadefVisibility.PRIVATE, null));
        assertEquals("adm", shown(ADMIN, "given").owner());
    }

    private MetadefNamespace shown(RequestContext context, String name) {
        return metadefs.catalog
                .show(context, name, Optional.empty())
                .namespace()
                .value();
    }

    @Test
    @Covers({"MD-1", "MD-2", "POL-28", "POL-31", "op:POL-80", "op:POL-82", "op:POL-103"})
    public void invisibleIsNotFoundAndVisibleIsForbidden() {
        add("public", MetadefVisibility.PUBLIC, "p1");
        add("private", MetadefVisibility.PRIVATE, "p1");
        assertEquals("public", shown(STRANGER, "public").name());
        assertEquals("private", shown(OWNER, "private").name());
        assertRefused(ErrorKind.NOT_FOUND, () -> shown(STRANGER, "private"));
        assertRefused(ErrorKind.NOT_FOUND, () -> shown(ADMIN, "none"));
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.changes.delete(STRANGER, "public"));
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.changes.delete(OWNER, "private"));
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.changes.delete(STRANGER, "private"));
        MetadefNamespace after = namespace("x", MetadefVisibility.PUBLIC, null);
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.changes.update(OWNER, "private", after));
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.changes.update(STRANGER, "private", after));
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.changes.create(OWNER, after, NamespaceContents.EMPTY));
        assertRefused(ErrorKind.NOT_FOUND, () -> shown(Callers.nobody("p1"), "private"));
    }

    @Test
    @Covers({"AUTH-9", "ERR-24"})
    public void anonymousCallersWriteNothing() {
        core.policy.allow("add_metadef_namespace").allow("delete_metadef_namespace");
        MetadefNamespace given = namespace("x", MetadefVisibility.PUBLIC, null);
        assertRefused(
                ErrorKind.FORBIDDEN,
                () -> metadefs.changes.create(Callers.anonymous(), given, NamespaceContents.EMPTY));
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.changes.delete(Callers.anonymous(), "none"));
    }

    @Test
    @Covers("op:POL-83")
    public void showingNeedsTheRulesOfAllContents() {
        add("n", MetadefVisibility.PUBLIC, "p1");
        core.policy.deny("get_metadef_tags");
        assertRefused(ErrorKind.FORBIDDEN, () -> shown(OWNER, "n"));
        core.policy.deny("get_metadef_namespace");
        assertRefused(ErrorKind.NOT_FOUND, () -> shown(OWNER, "n"));
    }

    @Test
    @Covers({"MDN-2", "MDN-4"})
    public void contentsComeAlongOrNothingDoes() {
        NamespaceContents contents = new NamespaceContents(
                List.of(new MetadefObject("o", null, List.of(), Map.of())),
                List.of(new MetadefProperty("p", TEXT)),
                List.of(new MetadefTag("t"), new MetadefTag("u")),
                List.of(new ResourceTypeAssociation("R", null, null)));
        metadefs.changes.create(ADMIN, namespace("full", MetadefVisibility.PUBLIC, null), contents);
        ShownNamespace shown = metadefs.catalog.show(ADMIN, "full", Optional.empty());
        assertEquals(1, shown.objects().size());
        assertEquals(1, shown.properties().size());
        assertEquals("newest first", "u", shown.tags().get(0).value().name());
        assertEquals(1, shown.associations().size());
        NamespaceContents twice = new NamespaceContents(
                List.of(), List.of(), List.of(new MetadefTag("t"), new MetadefTag("t")), List.of());
        assertRefused(
                ErrorKind.CONFLICT,
                () -> metadefs.changes.create(ADMIN, namespace("half", MetadefVisibility.PUBLIC, null), twice));
        assertRefused(ErrorKind.NOT_FOUND, () -> shown(ADMIN, "half"));
        assertRefused(ErrorKind.CONFLICT, () -> add("full", MetadefVisibility.PUBLIC, "p9"));
        core.policy.allow("add_metadef_namespace");
        assertRefused(
                "each kind has its rule",
                () -> metadefs.changes.create(OWNER, namespace("own", MetadefVisibility.PUBLIC, null), twice));
    }

    private static void assertRefused(String why, Runnable call) {
        assertEquals(
                why,
                ErrorKind.FORBIDDEN,
                assertThrows(VitrineException.class, call::run).kind());
    }

    @Test
    @Covers({"MD-8", "MDN-12"})
    public void protectionForbidsDeletionAlone() {
        MetadefNamespace safe = new MetadefNamespace("safe", null, null, MetadefVisibility.PUBLIC, true, "p1");
        metadefs.changes.create(ADMIN, safe, NamespaceContents.EMPTY);
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.changes.delete(ADMIN, "safe"));
        metadefs.changes.update(ADMIN, "safe", namespace("unsafe", MetadefVisibility.PUBLIC, null));
        metadefs.changes.delete(ADMIN, "unsafe");
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.changes.delete(ADMIN, "unsafe"));
    }

    @Test
    @Covers({"MDN-7", "MDN-8", "MDN-13", "POL-27", "LIM-8", "LIM-9", "GOTCHA-16"})
    public void listsArePagedByName() {
        add("a", MetadefVisibility.PUBLIC, "p1");
        add("b", MetadefVisibility.PRIVATE, "p1");
        add("c", MetadefVisibility.PUBLIC, "p2");
        add("d", MetadefVisibility.PRIVATE, "p2");
        add("e", MetadefVisibility.PUBLIC, "p2");
        assertEquals(List.of("a", "b", "c"), list(ADMIN, null, null));
        assertEquals(List.of("a", "b", "c", "d"), list(ADMIN, null, 100));
        assertEquals(List.of("d", "e"), list(ADMIN, "c", null));
        assertEquals(List.of("a", "b", "c"), list(OWNER, null, null));
        assertEquals(
                Optional.of("b"), metadefs.catalog.list(ADMIN, request("a", 1)).nextMarker());
        assertEquals(
                Optional.empty(), metadefs.catalog.list(ADMIN, request("c", 3)).nextMarker());
        assertTrue(list(ADMIN, null, 0).isEmpty());
        assertRefused(ErrorKind.NOT_FOUND, () -> list(ADMIN, "none", null));
        assertRefused(ErrorKind.FORBIDDEN, () -> list(OWNER, "d", null));
        assertRefused(ErrorKind.NOT_FOUND, () -> list(Callers.nobody("p1"), null, null));
        core.policy.deny("list_metadef_resource_types");
        assertRefused(ErrorKind.FORBIDDEN, () -> list(OWNER, null, null));
    }

    @Test
    @Covers({"MDN-6", "MDN-7"})
    public void listsShowAssociations() {
        add("a", MetadefVisibility.PUBLIC, "p1");
        metadefs.items.add(ADMIN, "a", ItemKind.ASSOCIATION, new ResourceTypeAssociation("R", "x_", null));
        add("b", MetadefVisibility.PUBLIC, "p1");
        List<NamespacePage.Entry> entries =
                metadefs.catalog.list(ADMIN, request(null, null)).namespaces();
        assertEquals("R", entries.get(0).associations().get(0).value().name());
        assertTrue(entries.get(1).associations().isEmpty());
    }

    @Test
    @Covers("MDN-10")
    public void namesAreShownAsAResourceTypeHasThem() {
        NamespaceContents contents = new NamespaceContents(
                List.of(new MetadefObject("o", null, List.of("q"), Map.of("q", TEXT))),
                List.of(new MetadefProperty("p", TEXT)),
                List.of(),
                List.of(
                        new ResourceTypeAssociation("Prefixed", "x_", null),
                        new ResourceTypeAssociation("Plain", null, null)));
        metadefs.changes.create(ADMIN, namespace("n", MetadefVisibility.PUBLIC, null), contents);
        ShownNamespace prefixed = metadefs.catalog.show(ADMIN, "n", Optional.of("Prefixed"));
        assertEquals("x_p", prefixed.properties().get(0).value().name());
        assertEquals(List.of("x_q"), prefixed.objects().get(0).value().required());
        assertEquals(
                List.of("x_q"),
                List.copyOf(prefixed.objects().get(0).value().properties().keySet()));
        for (String type : new String[] {"Plain", "none"}) {
            ShownNamespace plain = metadefs.catalog.show(ADMIN, "n", Optional.of(type));
            assertEquals("p", plain.properties().get(0).value().name());
        }
    }

    @Test
    @Covers({"MDR-1", "MDR-3"})
    public void everyReaderSeesAllResourceTypes() {
        add("private", MetadefVisibility.PRIVATE, "p1");
        metadefs.items.add(ADMIN, "private", ItemKind.ASSOCIATION, new ResourceTypeAssociation("R", null, null));
        assertEquals(
                "R", metadefs.catalog.resourceTypes(STRANGER).get(0).value().name());
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.catalog.resourceTypes(Callers.nobody("p1")));
    }
}
