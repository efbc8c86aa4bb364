package org.vitrine.rest.images;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.images.ImageChange;
import org.vitrine.core.images.ImageChange.Operation;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.schemas.Schemas;
import org.vitrine.rest.schemas.TestSchemas;
import org.vitrine.spi.testkit.Covers;

public class PatchBodyTest {
    private Schemas schemas;

    @Before
    public void open() throws Exception {
        schemas = TestSchemas.create("");
    }

    private List<ImageChange> read(String json, boolean old) throws Exception {
        return new PatchBody(schemas, old).read(Json.mapper().readTree(json));
    }

    private ErrorKind refusal(String json, boolean old) {
        return assertThrows(json, VitrineException.class, () -> read(json, old)).kind();
    }

    @Test
    @Covers({"PATCH-10", "PATCH-11", "PATCH-16", "EX-4"})
    public void bothMediaTypesSayTheSame() throws Exception {
        List<ImageChange> now = read(
                "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"b\"},"
                        + "{\"op\":\"add\",\"path\":\"/a~1b\",\"value\":\"c\"},{\"op\":\"remove\",\"path\":\"/foo\",\"value\":1}]",
                false);
        List<ImageChange> before = read(
                "[{\"replace\":\"/name\",\"value\":\"b\"},{\"add\":\"/a~1b\",\"value\":\"c\"},{\"remove\":\"/foo\"}]",
                true);
        assertEquals(new ImageChange(Operation.REPLACE, List.of("name"), "b", false), now.get(0));
        assertEquals(now.get(0), before.get(0));
        assertEquals(new ImageChange(Operation.ADD, List.of("a/b"), "c", false), now.get(1));
        assertEquals(new ImageChange(Operation.ADD, List.of("a/b"), "c", true), before.get(1));
        assertEquals(now.get(2), before.get(2));
        assertEquals(
                "the reference lets a second slash begin a path",
                List.of("x"),
                read(path("//x "), false).get(0).path());
        assertEquals(
                List.of("tricky~1"),
                read("[{\"op\":\"remove\",\"path\":\"/tricky~01\"}]", false)
                        .get(0)
                        .path());
    }

    @Test
    @Covers({"PATCH-3", "PATCH-10", "PATCH-15", "PATCH-17", "PATCH-18", "PATCH-22", "PATCH-24", "PATCH-38"})
    public void nonsenseIsInvalid() {
        for (String json : new String[] {
            "{}",
            "[1]",
            "[{}]",
            "[{\"op\":\"add\"}]",
            "[{\"op\":\"test\",\"path\":\"/a\",\"value\":\"1\"}]",
            "[{\"op\":\"add\",\"path\":\"/a\"}]",
            "[{\"op\":\"add\",\"path\":\"/status\"}]",
            "[{\"op\":[\"add\"],\"path\":\"/a\",\"value\":\"1\"}]",
            "[{\"op\":\"add\",\"path\":5,\"value\":\"1\"}]",
            path("/ "),
            path("//"),
            "[{\"op\":\"add\",\"path\":\"a\",\"value\":\"1\"}]",
            path("///x"),
            path("/two/   /x"),
            path("/x/"),
            path("/x~"),
            path("/x~2"),
            path("/tags/0"),
            path("/foo/bar"),
            path("/"),
            path("/" + "k".repeat(256)),
            "[{\"op\":\"add\",\"path\":\"/locations\",\"value\":[]}]",
            "[{\"op\":\"replace\",\"path\":\"/locations/0\",\"value\":{}}]",
            "[{\"op\":\"replace\",\"path\":\"/tags\",\"value\":null}]",
            "[{\"op\":\"replace\",\"path\":\"/protected\",\"value\":\"x\"}]",
            "[{\"op\":\"add\",\"path\":\"/foo\",\"value\":1}]",
            "[{\"op\":\"add\",\"path\":\"/locations/-\",\"value\":{\"url\":\"http://x\"}}]"
        }) {
            assertEquals(json, ErrorKind.INVALID, refusal(json, false));
        }
        assertEquals(ErrorKind.INVALID, refusal("[{\"add\":\"/a\",\"remove\":\"/b\",\"value\":\"1\"}]", true));
        assertEquals(ErrorKind.INVALID, refusal("[{\"add\":\"/a\"}]", true));
    }

    @Test
    @Covers({"PATCH-22", "PATCH-37"})
    public void valuesArriveAsWhatTheyAre() throws Exception {
        assertEquals(5L, value("/min_disk", "5.0"));
        assertEquals(Long.MAX_VALUE, value("/min_ram", "1e30"));
        assertEquals(true, value("/protected", "true"));
        assertEquals(null, value("/name", "null"));
        assertEquals(List.of("a", "a"), value("/tags", "[\"a\",\"a\"]"));
        assertEquals(
                Map.of("url", "http://x", "metadata", Map.of()),
                value("/locations/-", "{\"url\":\"http://x\",\"metadata\":{}}"));
    }

    private Object value(String path, String json) throws Exception {
        return read("[{\"op\":\"add\",\"path\":\"" + path + "\",\"value\":" + json + "}]", false)
                .get(0)
                .value();
    }

    private static String path(String pointer) {
        return "[{\"op\":\"remove\",\"path\":\"" + pointer + "\"}]";
    }

    @Test
    @Covers({"PATCH-20", "PATCH-21", "PATCH-23"})
    public void someNamesAreNotForClients() {
        for (String name : new String[] {
            "id",
            "status",
            "size",
            "os_hash_algo",
            "stores",
            "deleted",
            "location",
            "os_glance_import_task",
            "os_glance"
        }) {
            assertEquals(name, ErrorKind.FORBIDDEN, refusal(path("/" + name), false));
        }
    }
}
