package org.vitrine.rest.images;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.images.NewImage;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Visibility;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.schemas.Schemas;
import org.vitrine.rest.schemas.TestSchemas;
import org.vitrine.spi.testkit.Covers;

public class NewImageBodyTest {
    private Schemas schemas;

    @Before
    public void open() throws Exception {
        schemas = TestSchemas.create("");
    }

    private NewImage read(String json) throws Exception {
        return NewImageBody.read(Json.mapper().readTree(json), schemas);
    }

    private ErrorKind refusal(String json) {
        return assertThrows(json, VitrineException.class, () -> read(json)).kind();
    }

    @Test
    @Covers({"IMG-CREATE-4", "IMG-CREATE-5", "IMG-CREATE-10", "IMG-CREATE-15"})
    public void everyKeyArrives() throws Exception {
        NewImage image =
                read("{\"id\":\"6A1f0c9e-0000-4000-8000-000000000001\",\"name\":\"n\",\"visibility\":\"public\","
                        + "\"protected\":true,\"os_hidden\":true,\"owner\":\"p\",\"disk_format\":\"raw\",\"container_format\":\"bare\","
                        + "\"min_disk\":1,\"min_ram\":2,\"tags\":[\"a\",\"a\"],\"k\":\"v\"}");
        assertEquals("6A1f0c9e-0000-4000-8000-000000000001", image.id());
        assertEquals(Visibility.PUBLIC, image.visibility());
        assertTrue(image.isProtected() && image.hidden());
        assertEquals(Optional.of("p"), image.owner());
        assertEquals(List.of("a", "a"), image.tags());
        assertEquals(Map.of("k", "v"), image.properties());
        assertEquals(2, image.minRam());
        NewImage empty = read("{}");
        assertNull(empty.id());
        assertEquals(Optional.empty(), empty.owner());
        assertEquals(Optional.of(""), read("{\"owner\":null}").owner());
    }

    @Test
    @Covers({"IMG-CREATE-6", "IMG-CREATE-7", "IMG-CREATE-12", "IMG-CREATE-13", "IMG-CREATE-16", "GOTCHA-46", "LIM-32"})
    public void wrongValuesAreInvalid() {
        for (String json : new String[] {
            "[]",
            "{\"id\":\"x\"}",
            "{\"protected\":\"true\"}",
            "{\"disk_format\":\"floppy\"}",
            "{\"k\":1}",
            "{\"k\":null}",
            "{\"size\":\"x\"}",
            "{\"tags\":[1]}",
            "{\"tags\":null}",
            "{\"min_disk\":1.5}",
            "{\"min_ram\":\"1\"}",
            "{\"visibility\":\"secret\"}",
            "{\"name\":\"" + "n".repeat(256) + "\"}",
            "{\"" + "k".repeat(256) + "\":\"v\"}"
        }) {
            assertEquals(json, ErrorKind.INVALID, refusal(json));
        }
    }

    @Test
    @Covers("LIM-32")
    public void wholeNumbersMayBeWrittenAsFractions() throws Exception {
        assertEquals(1, read("{\"min_disk\":1.0}").minDisk());
        assertEquals(100, read("{\"min_ram\":1e2}").minRam());
        assertEquals(
                Long.MAX_VALUE, read("{\"min_disk\":99999999999999999999999}").minDisk());
        assertEquals(Long.MIN_VALUE, read("{\"min_disk\":-1e30}").minDisk());
    }

    @Test
    @Covers({"IMG-CREATE-6", "GOTCHA-23"})
    public void reservedKeysAreForbidden() throws Exception {
        for (String key : new String[] {
            "self", "file", "schema", "direct_url", "stores", "location", "deleted", "os_glance", "os_glance_x"
        }) {
            assertEquals(key, ErrorKind.FORBIDDEN, refusal("{\"" + key + "\":\"x\"}"));
        }
        assertEquals("size", read("{\"size\":5}").refusedKey());
        assertEquals("locations", read("{\"locations\":[]}").refusedKey());
    }
}
