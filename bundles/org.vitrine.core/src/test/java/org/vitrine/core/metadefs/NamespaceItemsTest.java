package org.vitrine.core.metadefs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.After;
import org.junit.Before;
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
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** What namespaces hold: who may do what to it. */
public class NamespaceItemsTest {
    private static final RequestContext ADMIN = Callers.admin("adm");
    private static final RequestContext OWNER = Callers.member("p1");
    private static final RequestContext STRANGER = Callers.member("p2");
    private static final PropertySchema TEXT = PropertySchema.of(Map.of("type", "string", "title", "T"));

    private final TestCore core = new TestCore(Map.of(), "main");
    private final TestMetadefs metadefs = new TestMetadefs(core);

    @Before
    public void open() {
        add("public", MetadefVisibility.PUBLIC, false);
        add("private", MetadefVisibility.PRIVATE, false);
        add("safe", MetadefVisibility.PUBLIC, true);
    }

    private void add(String name, MetadefVisibility visibility, boolean isProtected) {
        NamespaceContents contents = new NamespaceContents(
                List.of(new MetadefObject("o", null, List.of(), Map.of())),
                List.of(new MetadefProperty("p", TEXT)),
                List.of(new MetadefTag("t")),
                List.of(new ResourceTypeAssociation("R", "r_", null), new ResourceTypeAssociation("S", null, null)));
        metadefs.changes.create(ADMIN, new MetadefNamespace(name, null, null, visibility, isProtected, "p1"), contents);
    }

    @After
    public void close() {
        core.close();
    }

    private static void assertRefused(ErrorKind kind, Runnable call) {
        assertEquals(kind, assertThrows(VitrineException.class, call::run).kind());
    }

    private static MetadefTag tag(String name) {
        return new MetadefTag(name);
    }

    private static List<MetadefTag> tags(String... names) {
        return Arrays.stream(names).map(MetadefTag::new).toList();
    }

    @Test
    @Covers({"MD-1", "POL-26", "POL-28", "POL-31", "op:POL-83", "op:POL-84", "op:POL-85", "op:POL-86", "MDT-8"})
    public void readersReadAndAdministratorsWrite() {
        for (ItemKind<?> kind : List.of(ItemKind.OBJECT, ItemKind.PROPERTY, ItemKind.TAG, ItemKind.ASSOCIATION)) {
            assertTrue(metadefs.items.list(STRANGER, "public", kind).size() > 0);
            assertTrue(metadefs.items.list(OWNER, "private", kind).size() > 0);
            assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.list(STRANGER, "private", kind));
            assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.list(ADMIN, "none", kind));
            assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.show(STRANGER, "public", kind, "none"));
            assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.remove(OWNER, "public", kind, "none"));
            assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.remove(STRANGER, "private", kind, "none"));
            assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.remove(ADMIN, "public", kind, "none"));
            assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.removeAll(OWNER, "public", kind));
            assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.removeAll(STRANGER, "private", kind));
        }
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.add(OWNER, "public", ItemKind.TAG, tag("x")));
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.update(OWNER, "public", ItemKind.TAG, "t", tag("x")));
        assertRefused(
                ErrorKind.FORBIDDEN, () -> metadefs.items.add(Callers.anonymous(), "none", ItemKind.TAG, tag("x")));
    }

    @Test
    @Covers({"MDO-4", "MDP-6", "MDT-6", "MDR-3", "MDR-4"})
    public void itemsAreAddedReplacedAndRemoved() {
        assertRefused(ErrorKind.CONFLICT, () -> metadefs.items.add(ADMIN, "public", ItemKind.TAG, tag("t")));
        metadefs.items.add(ADMIN, "public", ItemKind.TAG, tag("u"));
        assertRefused(ErrorKind.CONFLICT, () -> metadefs.items.update(ADMIN, "public", ItemKind.TAG, "u", tag("t")));
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.update(ADMIN, "public", ItemKind.TAG, "x", tag("y")));
        assertEquals(
                tag("v"),
                metadefs.items
                        .update(ADMIN, "public", ItemKind.TAG, "u", tag("v"))
                        .value());
        assertEquals(
                tag("v"),
                metadefs.items.show(STRANGER, "public", ItemKind.TAG, "v").value());
        metadefs.items.remove(ADMIN, "public", ItemKind.ASSOCIATION, "R");
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.remove(ADMIN, "public", ItemKind.ASSOCIATION, "R"));
        assertRefused(
                ErrorKind.CONFLICT,
                () -> metadefs.items.add(
                        ADMIN, "public", ItemKind.ASSOCIATION, new ResourceTypeAssociation("S", "s", null)));
        metadefs.items.removeAll(ADMIN, "public", ItemKind.OBJECT);
        assertTrue(metadefs.items.list(ADMIN, "public", ItemKind.OBJECT).isEmpty());
        assertEquals(1, metadefs.items.list(ADMIN, "public", ItemKind.PROPERTY).size());
    }

    @Test
    @Covers({"MD-8", "MDP-7"})
    public void protectionForbidsRemoving() {
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.remove(ADMIN, "safe", ItemKind.OBJECT, "o"));
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.remove(ADMIN, "safe", ItemKind.PROPERTY, "p"));
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.remove(ADMIN, "safe", ItemKind.TAG, "t"));
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.remove(ADMIN, "safe", ItemKind.ASSOCIATION, "R"));
        assertRefused("none is there", () -> metadefs.items.remove(ADMIN, "safe", ItemKind.TAG, "none"));
        for (ItemKind<?> kind : List.of(ItemKind.OBJECT, ItemKind.PROPERTY, ItemKind.TAG)) {
            assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.removeAll(ADMIN, "safe", kind));
        }
        metadefs.items.add(ADMIN, "safe", ItemKind.TAG, tag("u"));
        metadefs.items.update(ADMIN, "safe", ItemKind.TAG, "u", tag("v"));
    }

    private static void assertRefused(String why, Runnable call) {
        assertEquals(
                why,
                ErrorKind.NOT_FOUND,
                assertThrows(VitrineException.class, call::run).kind());
    }

    @Test
    @Covers({"op:POL-80", "op:POL-86"})
    public void whatMayNotBeShownSinglyIsNotListed() {
        core.policy.deny("get_metadef_object").deny("get_metadef_resource_type");
        assertTrue(metadefs.items.list(OWNER, "public", ItemKind.OBJECT).isEmpty());
        assertTrue(metadefs.items.list(OWNER, "public", ItemKind.ASSOCIATION).isEmpty());
        core.policy.deny("delete_metadef_tags");
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.removeAll(ADMIN, "public", ItemKind.TAG));
    }

    @Test
    @Covers("MDP-5")
    public void aPropertyIsFoundByTheNameOfAResourceType() {
        assertEquals(
                "p",
                metadefs.items.showProperty(OWNER, "public", "R", "r_p").value().name());
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.showProperty(OWNER, "public", "R", "p"));
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.showProperty(OWNER, "public", "S", "p"));
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.showProperty(OWNER, "public", "none", "p"));
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.showProperty(OWNER, "public", "R", "r_none"));
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.items.showProperty(STRANGER, "private", "R", "r_p"));
        core.policy.deny("get_metadef_resource_type");
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.items.showProperty(OWNER, "public", "R", "r_p"));
    }

    private List<String> list(TagListRequest.SortKey key, boolean ascending, String marker, Integer limit) {
        TagListRequest request = new TagListRequest(
                key,
                ascending,
                Optional.ofNullable(marker),
                limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
        return metadefs.tags.list(STRANGER, "public", request).stream()
                .map(tag -> tag.value().name())
                .toList();
    }

    @Test
    @Covers({"MDT-2", "MDT-3"})
    public void manyTagsReplaceOrJoinThoseThatAreThere() {
        metadefs.tags.add(ADMIN, "public", tags("b", "a"), true);
        assertEquals(List.of("a", "b", "t"), list(TagListRequest.SortKey.NAME, true, null, null));
        assertRefused(ErrorKind.CONFLICT, () -> metadefs.tags.add(ADMIN, "public", tags("c", "b"), true));
        assertRefused(ErrorKind.CONFLICT, () -> metadefs.tags.add(ADMIN, "public", tags("c", "c"), false));
        assertEquals(List.of("a", "b", "t"), list(TagListRequest.SortKey.NAME, true, null, null));
        metadefs.tags.add(ADMIN, "public", tags("x"), false);
        assertEquals(List.of("x"), list(TagListRequest.SortKey.NAME, true, null, null));
        metadefs.tags.add(ADMIN, "public", List.of(), false);
        assertEquals(List.of("x"), list(TagListRequest.SortKey.NAME, true, null, null));
        assertRefused(ErrorKind.FORBIDDEN, () -> metadefs.tags.add(OWNER, "public", tags("y"), true));
        assertRefused(ErrorKind.NOT_FOUND, () -> metadefs.tags.add(STRANGER, "private", tags("y"), true));
    }

    @Test
    @Covers("MDT-5")
    public void tagsAreSortedAndPaged() {
        metadefs.tags.add(ADMIN, "public", tags("b", "c", "a"), false);
        assertEquals(List.of("a", "c", "b"), list(TagListRequest.SortKey.CREATED_AT, false, null, null));
        assertEquals(List.of("b", "c", "a"), list(TagListRequest.SortKey.UPDATED_AT, true, null, null));
        assertEquals(List.of("c"), list(TagListRequest.SortKey.CREATED_AT, false, "a", 1));
        assertEquals(List.of("b"), list(TagListRequest.SortKey.CREATED_AT, false, "c", Integer.MAX_VALUE));
        assertTrue(list(TagListRequest.SortKey.CREATED_AT, false, "b", null).isEmpty());
        assertTrue(list(TagListRequest.SortKey.CREATED_AT, false, null, 0).isEmpty());
        assertRefused(ErrorKind.NOT_FOUND, () -> list(TagListRequest.SortKey.NAME, false, "none", null));
    }
}
