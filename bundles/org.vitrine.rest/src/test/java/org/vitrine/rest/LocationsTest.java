package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.store.MemoryStore;

/** Locations that clients see and change (contract sections 8 and 17.1). */
public class LocationsTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final RequestContext ADMIN = Callers.admin("adm");
    private static final String WEB = "memory://web/";
    private static final Map<String, Object> SHOWN =
            Map.of("show_multiple_locations", true, "show_image_direct_url", true);

    private TestApi api;
    private MemoryStore web;

    @Before
    public void open() {
        serve(SHOWN);
    }

    private void serve(Map<String, Object> options) {
        api = new TestApi(new TestCore(options, "main", "other"), OWNER);
        addWeb();
    }

    private void addWeb() {
        web = new MemoryStore("web", 0, EnumSet.of(Capability.RANDOM_ACCESS, Capability.EXTERNAL_LOCATIONS));
        for (String name : new String[] {"a", "b", "c", "d"}) {
            web.put(new BlobName(name), new byte[10]);
        }
        web.put(new BlobName("large"), new byte[500]);
        web.put(new BlobName("empty"), new byte[0]);
        api.core.add(web);
    }

    @After
    public void close() {
        api.close();
    }

    private static String location(String url, String... more) {
        return "{\"url\":\"" + url + "\",\"metadata\":{}" + String.join("", more) + "}";
    }

    private Answer add(String id, String position, String location) {
        return api.patch(id, "[{\"op\":\"add\",\"path\":\"/locations/" + position + "\",\"value\":" + location + "}]");
    }

    private Answer replace(String id, String... locations) {
        return api.patch(
                id, "[{\"op\":\"replace\",\"path\":\"/locations\",\"value\":[" + String.join(",", locations) + "]}]");
    }

    private Answer remove(String id, String position) {
        return api.as(ADMIN).patch(id, "[{\"op\":\"remove\",\"path\":\"/locations/" + position + "\"}]");
    }

    private static List<String> urls(JsonNode image) {
        List<String> urls = new ArrayList<>();
        image.get("locations").forEach(location -> urls.add(location.get("url").textValue()));
        return urls;
    }

    private List<String> urls(String id) {
        return urls(api.get("/v2/images/" + id).json());
    }

    @Test
    @Covers({"LOC-1", "LIM-15", "REP-20", "REP-21", "GOTCHA-10", "op:CFG-47", "op:CFG-48", "op:CFG-64"})
    public void locationsAreForThoseWhomTheOperatorShowsThem() {
        String queued = api.image();
        JsonNode image = api.get("/v2/images/" + queued).json();
        assertEquals("[]", image.get("locations").toString());
        assertFalse(image.has("direct_url"));
        api.close();
        serve(Map.of());
        String id = api.active(new byte[3]);
        image = api.get("/v2/images/" + id).json();
        assertFalse(image.has("locations") || image.has("direct_url"));
        for (Answer refused :
                new Answer[] {add(id, "-", location(WEB + "a")), replace(id, location(WEB + "a")), remove(id, "0")}) {
            assertEquals(403, refused.status());
            assertTrue(refused.text().contains("if locations are invisible"));
        }
        api.as(Callers.reader("p1"));
        assertTrue(
                "the policy speaks first",
                add(id, "-", location(WEB + "a")).text().contains("set_image_location"));
        api.as(OWNER);
        assertTrue(api.patch(id, "[{\"op\":\"remove\",\"path\":\"/locations/0\"}]")
                .text()
                .contains("delete_image_location"));
    }

    @Test
    @Covers({"LOC-2", "LOC-3", "LIM-34", "PATCH-17", "PATCH-22"})
    public void aLocationHasAForm() {
        String id = api.image();
        for (String value : new String[] {
            "{}",
            "{\"url\":\"" + WEB + "a\"}",
            "{\"metadata\":{}}",
            "{\"url\":5,\"metadata\":{}}",
            "{\"url\":\"" + WEB + "a\",\"metadata\":[]}",
            "\"" + WEB + "a\"",
            location(WEB + "a".repeat(255)),
            location(WEB + "a", ",\"validation_data\":{}"),
            location(WEB + "a", ",\"validation_data\":{\"os_hash_algo\":\"sha512\"}"),
            location(
                    WEB + "a", ",\"validation_data\":{\"os_hash_algo\":\"sha512\",\"os_hash_value\":\"a\",\"x\":\"y\"}")
        }) {
            assertEquals(value, 400, add(id, "-", value).status());
        }
        for (String position : new String[] {"x", "-1", "1.0", "9999999999", ""}) {
            assertEquals(position, 400, add(id, position, location(WEB + "a")).status());
        }
        assertEquals(
                400,
                api.patch(id, "[{\"op\":\"add\",\"path\":\"/locations\",\"value\":[]}]")
                        .status());
        assertEquals(ImageStatus.QUEUED, api.core.image(id).status());
    }

    @Test
    @Covers({"LOC-3", "LOC-6", "LOC-9", "LOC-11", "LOC-12", "REP-20", "REP-21", "REP-22", "STAT-4", "PATCH-40"})
    public void theFirstLocationMakesAnImageActive() {
        String id = api.image();
        Answer first =
                add(id, "0", "{\"url\":\"" + WEB + "a\",\"metadata\":{\"k\":[{\"n\":\"v\"}],\"store\":\"main\"}}");
        assertEquals(200, first.status());
        JsonNode image = first.json();
        assertEquals("active", image.get("status").textValue());
        assertEquals(10, image.get("size").intValue());
        assertTrue(image.get("checksum").isNull() && image.get("os_hash_value").isNull());
        assertEquals("web", image.get("stores").textValue());
        assertEquals(WEB + "a", image.get("direct_url").textValue());
        assertEquals(
                "{\"k\":[{\"n\":\"v\"}],\"store\":\"web\"}",
                sorted(image.get("locations").get(0).get("metadata")));
        assertEquals(
                List.of(WEB + "b", WEB + "a"),
                urls(add(id, "0", location(WEB + "b")).json()));
        assertEquals("stored in the order of insertion", List.of(WEB + "a", WEB + "b"), urls(id));
        assertEquals(200, add(id, "99", location(WEB + "c")).status());
        assertEquals(200, add(id, "-", location(WEB + "d")).status());
        assertEquals(List.of(WEB + "a", WEB + "b", WEB + "c", WEB + "d"), urls(id));
        assertEquals(200, api.get("/v2/images/" + id + "/file").status());
        String formless = api.post("/v2/images", "{\"disk_format\":\"raw\"}")
                .json()
                .get("id")
                .textValue();
        assertEquals(400, add(formless, "-", location(WEB + "a")).status());
        Answer old = api.patch(
                id, TestApi.OLD_PATCH, "[{\"add\":\"/locations/-\",\"value\":" + location(WEB + "large") + "}]");
        assertEquals(200, old.status());
        assertEquals("the size is that of the first", 10, old.json().get("size").intValue());
    }

    private static String sorted(JsonNode metadata) {
        return "{\"k\":" + metadata.get("k") + ",\"store\":" + metadata.get("store") + "}";
    }

    @Test
    @Covers({"LOC-7", "LOC-8", "LOC-13", "op:STORE-41", "GOTCHA-4"})
    public void notEveryPlaceIsALocation() {
        String id = api.image();
        for (String url : new String[] {
            "file:///etc/passwd",
            "filesystem:///etc/passwd",
            "swift+config://ref/c/o",
            "gopher://x/",
            "x",
            "",
            ":",
            WEB + "nothing",
            WEB + "empty",
            "memory://main/" + id,
            "memory://unknown/x"
        }) {
            Answer answer = add(id, "-", location(url));
            assertEquals(url, 400, answer.status());
            assertTrue(answer.text(), answer.text().contains("Invalid location"));
        }
        for (String metadata : new String[] {"{\"n\":5}", "{\"n\":[5]}", "{\"n\":{\"m\":null}}", "{\"n\":true}"}) {
            String value = "{\"url\":\"" + WEB + "a\",\"metadata\":" + metadata + "}";
            assertEquals(metadata, 400, add(id, "-", value).status());
            assertEquals(metadata, 400, replace(id, value).status());
        }
        api.core.stores.get("web").failSize(ErrorKind.UNAVAILABLE);
        assertEquals(400, add(id, "-", location(WEB + "a")).status());
        api.core.stores.get("web").heal();
        assertEquals(400, replace(id, location(WEB + "a"), location(WEB + "a")).status());
        assertEquals(ImageStatus.QUEUED, api.core.image(id).status());
        assertEquals(200, add(id, "-", location(WEB + "a")).status());
        assertEquals("there already", 400, add(id, "-", location(WEB + "a")).status());
        Settings.change(api.core.settings, Map.of("show_multiple_locations", true, "image_location_quota", 2));
        assertEquals(200, add(id, "-", location(WEB + "b")).status());
        Answer over = add(id, "-", location(WEB + "c"));
        assertEquals(413, over.status());
        assertTrue(over.text().contains("number of allowed image locations. Attempted: 3, Maximum: 2"));
    }

    @Test
    @Covers({"LIM-4", "LIM-5", "LIM-6", "op:QUOTA-30", "op:CFG-45", "op:CFG-66"})
    public void quotasHoldForPlacesToo() {
        Settings.change(
                api.core.settings,
                Map.of("show_multiple_locations", true, "image_location_quota", 2, "image_size_cap", 499L));
        String id = api.image();
        assertEquals(413, add(id, "-", location(WEB + "large")).status());
        assertEquals(
                413,
                replace(id, location(WEB + "a"), location(WEB + "b"), location(WEB + "c"))
                        .status());
        Settings.change(api.core.settings, Map.of("show_multiple_locations", true, "user_storage_quota", "20"));
        assertEquals(413, add(id, "-", location(WEB + "large")).status());
        assertEquals(
                413,
                replace(id, location(WEB + "a"), location(WEB + "b"), location(WEB + "c"))
                        .status());
        assertEquals(200, replace(id, location(WEB + "a"), location(WEB + "b")).status());
        assertEquals("exactly", 413, add(api.image(), "-", location(WEB + "c")).status());
    }

    @Test
    @Covers({"LIM-6", "op:QUOTA-30"})
    public void aPlaceThatIsSavedRightAfterAnUploadCountsIt() {
        Settings.change(api.core.settings, Map.of("show_multiple_locations", true, "user_storage_quota", "20"));
        String id = api.image();
        api.core.worstMoment.beforeTransaction(() -> api.active(new byte[15]));
        assertEquals(413, add(id, "-", location(WEB + "a")).status());
        assertEquals("queued", api.get("/v2/images/" + id).json().get("status").textValue());
        assertEquals(15, api.core.records.images().usage("p1", null).storedBytes());
    }

    @Test
    @Covers({"LOC-4", "GOTCHA-48"})
    public void replacingSetsTheFirstOnesAndDescribesOthers() {
        String id = api.image();
        Answer none = replace(id);
        assertEquals(403, none.status());
        assertTrue(none.text().contains("Cannot set locations to empty list."));
        Answer set = replace(id, location(WEB + "a"), location(WEB + "b"));
        assertEquals(200, set.status());
        assertEquals("active", set.json().get("status").textValue());
        assertEquals(403, replace(id).status());
        assertEquals(400, replace(id, location(WEB + "a")).status());
        assertEquals(400, replace(id, location(WEB + "a"), location(WEB + "c")).status());
        assertEquals(
                400,
                replace(id, location(WEB + "a"), location(WEB + "b"), location(WEB + "c"))
                        .status());
        Answer described = replace(
                id, location(WEB + "b"), "{\"url\":\"" + WEB + "a\",\"metadata\":{\"k\":\"v\",\"store\":\"main\"}}");
        assertEquals(200, described.status());
        assertEquals(List.of(WEB + "b", WEB + "a"), urls(described.json()));
        JsonNode metadata = described.json().get("locations").get(1).get("metadata");
        assertEquals("v", metadata.get("k").textValue());
        assertEquals(
                "the URL says which store it is", "web", metadata.get("store").textValue());
        assertEquals("new metadata moves nothing", List.of(WEB + "a", WEB + "b"), urls(id));
        assertEquals(200, replace(id, location(WEB + "b"), location(WEB + "a")).status());
        assertEquals(List.of(WEB + "a", WEB + "b"), urls(id));
    }

    @Test
    @Covers({"LOC-5", "POL-13", "GOTCHA-48", "PATCH-5"})
    public void removingTakesTheDataAlong() {
        String id = api.active(new byte[10]);
        assertEquals(403, remove(id, "0").status());
        assertEquals("the last one, whatever the position", 403, remove(id, "5").status());
        api.as(OWNER);
        add(id, "-", location(WEB + "a"));
        add(id, "-", location(WEB + "b"));
        String data = "memory://main/" + id;
        for (String position : new String[] {"3", "x", "-1"}) {
            assertEquals(position, 400, remove(id, position).status());
        }
        assertEquals(200, remove(id, "-").status());
        assertEquals(List.of(data, WEB + "a"), urls(id));
        api.core.stores.get("main").failDelete(ErrorKind.INTERNAL);
        assertEquals(500, remove(id, "0").status());
        assertEquals(List.of(data, WEB + "a"), urls(id));
        api.core.stores.get("main").heal();
        assertEquals(
                "all or nothing",
                409,
                api.patch(id, "[{\"op\":\"remove\",\"path\":\"/locations/0\"},{\"op\":\"remove\",\"path\":\"/nope\"}]")
                        .status());
        assertEquals(1, api.core.memory.get("main").names().size());
        assertEquals(200, remove(id, "0").status());
        assertEquals(0, api.core.memory.get("main").names().size());
        assertEquals(List.of(WEB + "a"), urls(id));
        assertEquals(409, remove(api.image(), "0").status());
    }

    @Test
    @Covers({"LOC-5", "LOC-6", "REP-24", "GOTCHA-27"})
    public void aDeactivatedImageKeepsItsPlaces() {
        String id = api.image();
        replace(id, location(WEB + "a"), location(WEB + "b"));
        api.send("POST", "/v2/images/" + id + "/actions/deactivate", Map.of());
        JsonNode owners = api.get("/v2/images/" + id).json();
        assertEquals("[]", owners.get("locations").toString());
        assertFalse(owners.has("direct_url") || owners.has("stores"));
        assertEquals(409, add(id, "-", location(WEB + "c")).status());
        assertEquals(409, replace(id, location(WEB + "a"), location(WEB + "b")).status());
        assertEquals(
                200,
                api.patch(id, "[{\"op\":\"replace\",\"path\":\"/min_ram\",\"value\":1}]")
                        .status());
        assertEquals(409, remove(id, "0").status());
        assertEquals(List.of(WEB + "a", WEB + "b"), urls(id));
        assertEquals("web,web", api.get("/v2/images/" + id).json().get("stores").textValue());
    }

    @Test
    @Covers({"LOC-10", "LOC-12"})
    public void hashesThatClientsGive() {
        String value = "a".repeat(128);
        String checksum = "A".repeat(32);
        String id = api.image();
        for (String data : new String[] {
            "{\"os_hash_algo\":\"sha256\",\"os_hash_value\":\"" + "a".repeat(64) + "\"}",
            "{\"os_hash_algo\":\"sha512\",\"os_hash_value\":\"zz\"}",
            "{\"os_hash_algo\":\"sha512\",\"os_hash_value\":\"aa\"}",
            "{\"os_hash_algo\":\"sha512\",\"os_hash_value\":\"" + value + "\",\"checksum\":\"" + "z".repeat(32) + "\"}"
        }) {
            assertEquals(
                    data,
                    409,
                    add(id, "-", location(WEB + "a", ",\"validation_data\":" + data))
                            .status());
        }
        String given = ",\"validation_data\":{\"os_hash_algo\":\"sha512\",\"os_hash_value\":\"" + value + "\"";
        String other = given.replace(value, "b".repeat(128));
        assertEquals(
                409,
                replace(id, location(WEB + "a", given + "}"), location(WEB + "b", other + "}"))
                        .status());
        Answer first = add(id, "-", location(WEB + "a", given + ",\"checksum\":\"" + checksum + "\"}"));
        assertEquals(200, first.status());
        assertEquals(checksum, first.json().get("checksum").textValue());
        assertEquals(value, first.json().get("os_hash_value").textValue());
        assertFalse(first.json().get("locations").get(0).has("validation_data"));
        assertEquals(200, add(id, "-", location(WEB + "b", given + "}")).status());
        assertEquals(409, add(id, "-", location(WEB + "c", other + "}")).status());
        String plain = api.image();
        add(plain, "-", location(WEB + "a"));
        assertEquals(
                "too late",
                409,
                add(plain, "-", location(WEB + "c", given + "}")).status());
    }

    @Test
    @Covers({"REP-23", "op:STORE-36", "LOC-3", "LOC-5"})
    public void heavierStoresComeFirst() {
        MemoryStore heavy = new MemoryStore(
                "other", 100, EnumSet.of(Capability.RANDOM_ACCESS, Capability.DELETE, Capability.EXTERNAL_LOCATIONS));
        heavy.put(new BlobName("x"), new byte[10]);
        api.core.add(heavy);
        String id = api.image();
        replace(id, location(WEB + "a"), location(WEB + "b"));
        add(id, "-", location("memory://other/x"));
        JsonNode image = api.get("/v2/images/" + id).json();
        assertEquals(List.of("memory://other/x", WEB + "a", WEB + "b"), urls(image));
        assertEquals("other,web,web", image.get("stores").textValue());
        assertEquals("memory://other/x", image.get("direct_url").textValue());
        assertEquals(
                "positions are those that clients see", 200, remove(id, "0").status());
        assertEquals(0, heavy.names().size());
        assertEquals(List.of(WEB + "a", WEB + "b"), urls(id));
    }

    @Test
    @Covers({"REP-22", "MISC-3", "op:STORE-37"})
    public void locationsOfAnOlderServerGetTheirStore() {
        String id = api.active(new byte[3]);
        Image image = api.core.image(id);
        List<ImageLocation> old = List.of(
                new ImageLocation("memory://main/" + id, Map.of()),
                new ImageLocation(WEB + "a", Map.of("store", "renamed")),
                new ImageLocation("swift://gone/x", Map.of("store", "gone")));
        api.core.records.images().update(image, image.toBuilder().locations(old).build());
        JsonNode shown = api.get("/v2/images/" + id).json();
        assertEquals("main,web,gone", shown.get("stores").textValue());
        assertEquals(
                "main",
                shown.get("locations").get(0).get("metadata").get("store").textValue());
        api.as(ADMIN);
        assertEquals(204, api.delete("/v2/stores/main/" + id).status());
        assertEquals(0, api.core.memory.get("main").names().size());
    }
}
