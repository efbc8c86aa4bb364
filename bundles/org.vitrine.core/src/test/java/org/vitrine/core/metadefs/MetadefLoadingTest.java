package org.vitrine.core.metadefs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.metadefs.MetadefLoading.Existing;
import org.vitrine.core.metadefs.MetadefLoading.Outcome;
import org.vitrine.core.plugins.Configuration;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefDefinition;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.domain.metadef.NamespaceContents;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.spi.metadata.MetadefRepository;
import org.vitrine.spi.testkit.Covers;

public class MetadefLoadingTest {
    private final TestCore core = new TestCore(Map.of(), "main");
    private final MetadefLoading loading = new TestMetadefs(core).loading;
    private final MetadefRepository records = core.records.metadefs();

    @After
    public void close() {
        core.close();
    }

    private static MetadefDefinition definition(String description, String title, String... properties) {
        PropertySchema schema = PropertySchema.of(Map.of("type", "string", "title", title));
        List<MetadefProperty> all = new ArrayList<>();
        for (String property : properties) {
            all.add(new MetadefProperty(property, schema));
        }
        return new MetadefDefinition(
                new MetadefNamespace("OS::N", "N", description, MetadefVisibility.PUBLIC, true, null),
                new NamespaceContents(
                        List.of(new MetadefObject("o", null, List.of(), Map.of("q", schema))),
                        all,
                        List.of(new MetadefTag("t")),
                        List.of(new ResourceTypeAssociation("R", "r_", null))));
    }

    private String description() {
        return records.find("OS::N").orElseThrow().value().description();
    }

    private String title(String property) {
        return records.properties()
                .find("OS::N", property)
                .orElseThrow()
                .value()
                .schema()
                .json()
                .text("title")
                .orElseThrow();
    }

    @Test
    @Covers("op:CLI-MGR-8")
    public void aNewNamespaceIsCreatedWithAllThatItHolds() {
        assertEquals(Outcome.CREATED, loading.load(definition("one", "A", "p"), Existing.SKIP));
        MetadefNamespace namespace = records.find("OS::N").orElseThrow().value();
        assertEquals("admin", namespace.owner());
        assertTrue(namespace.isProtected());
        assertTrue(records.resourceTypes().get(0).value().isProtected());
        assertEquals(1, records.objects().list("OS::N").size());
        assertEquals(1, records.tags().list("OS::N").size());
    }

    @Test
    @Covers("op:CLI-MGR-8")
    public void oneThatIsThereStaysUnlessMerged() {
        loading.load(definition("one", "A", "p"), Existing.SKIP);
        assertEquals(Outcome.SKIPPED, loading.load(definition("two", "B", "p", "q"), Existing.SKIP));
        assertEquals("one", description());
        assertEquals(Outcome.MERGED, loading.load(definition("two", "B", "p", "q"), Existing.MERGE));
        assertEquals("one", description());
        assertEquals("A", title("p"));
        assertEquals("B", title("q"));
    }

    @Test
    @Covers("op:CLI-MGR-8")
    public void theNewOneMayWinOrReplaceEverything() {
        loading.load(definition("one", "A", "p", "mine"), Existing.SKIP);
        assertEquals(Outcome.UPDATED, loading.load(definition("two", "B", "p"), Existing.PREFER_NEW));
        assertEquals("two", description());
        assertEquals("B", title("p"));
        assertEquals("A", title("mine"));
        List<Recorded<MetadefProperty>> before = records.properties().list("OS::N");
        assertEquals(Outcome.UPDATED, loading.load(definition("two", "B", "p"), Existing.PREFER_NEW));
        assertEquals(
                "what did not change is not touched",
                before,
                records.properties().list("OS::N"));
        assertEquals(Outcome.OVERWRITTEN, loading.load(definition("three", "C", "p"), Existing.OVERWRITE));
        assertEquals("three", description());
        assertEquals(1, records.properties().list("OS::N").size());
    }

    @Test
    @Covers("op:CLI-MGR-8")
    public void aBadDefinitionLeavesNothing() {
        assertThrows(VitrineException.class, () -> loading.load(definition("one", "A", "p", "p"), Existing.SKIP));
        assertTrue(records.find("OS::N").isEmpty());
        assertTrue(records.resourceTypes().isEmpty());
    }

    @Test
    @Covers("op:CLI-MGR-9")
    public void whatIsExportedCanBeLoadedAgain() {
        loading.load(definition("one", "A", "p", "q"), Existing.SKIP);
        List<MetadefDefinition> exported = new ArrayList<>();
        loading.export(exported::add);
        loading.unload();
        assertTrue(records.find("OS::N").isEmpty());
        assertTrue(records.resourceTypes().isEmpty());
        loading.unload();
        exported.forEach(definition -> loading.load(definition, Existing.SKIP));
        List<MetadefDefinition> again = new ArrayList<>();
        loading.export(again::add);
        assertEquals(exported, again);
        assertEquals(1, exported.size());
    }

    @Test
    @Covers("op:CFG-57")
    public void theSourceIsConfigured() {
        assertEquals(Path.of("etc/metadefs"), loading.source());
        loading.modified(configuration(" /srv/metadefs "));
        assertEquals(Path.of("/srv/metadefs"), loading.source());
        assertThrows(IllegalArgumentException.class, () -> loading.modified(configuration("")));
    }

    private static MetadefLoading.MetadefsConfig configuration(String path) {
        return Configuration.of(MetadefLoading.MetadefsConfig.class, Map.of("metadata_source_path", path));
    }
}
