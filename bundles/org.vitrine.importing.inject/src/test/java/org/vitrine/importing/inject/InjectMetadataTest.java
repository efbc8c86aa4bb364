package org.vitrine.importing.inject;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.Test;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.config.ShippedSample;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.importing.AbstractImportPluginContractTest;
import org.vitrine.spi.testkit.importing.FakeImportContext;

public class InjectMetadataTest extends AbstractImportPluginContractTest {
    private static InjectMetadata plugin(String roles, String... inject) {
        return new InjectMetadata(FakeConfiguration.of(InjectMetadataConfig.class)
                .with("ignore_user_roles", new String[] {roles})
                .with("inject", inject)
                .build());
    }

    private static FakeImportContext context() {
        return FakeImportContext.of(Path.of("unused"), "raw");
    }

    @Override
    protected ImportPlugin plugin() {
        return plugin("admin", "a:b,c:d");
    }

    @Override
    protected Image image() {
        return Image.builder("71c675ab-d94f-49cd-a114-e12490b328d9", Instant.EPOCH)
                .build();
    }

    @Override
    protected byte[] data() {
        return new byte[] {1, 2, 3};
    }

    @Override
    protected byte[] expectedData() {
        return data();
    }

    @Override
    protected ImageChanges expectedChanges() {
        return ImageChanges.ofProperties(Map.of("a", "b", "c", "d"));
    }

    @Test
    @Covers({"IMP-10", "IMP-90"})
    public void leavesTheImportsOfSomeRolesAlone() {
        InjectMetadata plugin = plugin("Service, admin", "a:b");
        assertFalse(plugin.concerns(context().caller(Callers.admin("p"))));
        assertFalse(plugin.concerns(context().caller(Callers.confirmed("p", false, "member", "service"))));
        assertTrue(plugin.concerns(context().caller(Callers.member("p"))));
        assertTrue(plugin.concerns(context().caller(Callers.nobody("p"))));
        assertTrue(plugin("", "a:b").concerns(context().caller(Callers.admin("p"))));
    }

    @Test
    @Covers({"IMP-11", "IMP-90"})
    public void readsPropertiesAsOperatorsWriteThem() {
        assertEquals(Map.of(), PropertyList.parse());
        assertEquals(Map.of(), PropertyList.parse("", " , "));
        assertEquals(Map.of("k1", "v1", "k2", "v2"), PropertyList.parse("k1:v1,k2:v2"));
        assertEquals(Map.of("k1", "v1", "k2", "v2"), PropertyList.parse("k1:v1", "k2:v2"));
        assertEquals(
                Map.of("property1", "value1", "property2", "value2"),
                PropertyList.parse("\"property1\":\"value1\", \"property2\" : 'value2' ,"));
        assertEquals(Map.of("a:b", "c, d", "e", "f:g", "h", ""), PropertyList.parse("\"a:b\":\"c, d\",e:f:g,h:"));
        assertEquals(
                Map.of("property1", "value1", "property2", "value2"),
                PropertyList.parse("property1\":\"value1\"", "\"property2\":\"value2"));
        assertEquals(Map.of("property1", "value 1"), PropertyList.parse("property1\":\"value 1"));
        for (String wrong : new String[] {"a", "a,b:c", ":v", "\"\":v", "a:\"b\"c,d:e", "x".repeat(256) + ":v"}) {
            assertThrows(wrong, IllegalArgumentException.class, () -> PropertyList.parse(wrong));
        }
    }

    @Test
    @Covers("IMP-90")
    public void leavesTheServersOwnPropertiesOut() {
        ImageChanges changes = plugin("admin", "os_glance_x:y,a:b").apply(context());
        assertEquals(Map.of("a", "b"), changes.properties());
    }

    @Test
    public void isShownWithEveryKeyInItsSample() throws Exception {
        ShippedSample.read("org.vitrine.importing.inject.cfg").assertShows(InjectMetadataConfig.class);
    }
}
