package org.vitrine.domain.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

public class ImageTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Instant LATER = NOW.plusSeconds(1);
    private static final ImageLocation LOCATION = new ImageLocation("file:///x", Map.of("store", "main"));

    /** An image with something in every place. */
    private static Image.Builder full() {
        return Image.builder("id", NOW)
                .name("name")
                .status(ImageStatus.ACTIVE)
                .visibility(Visibility.PRIVATE)
                .owner("owner")
                .isProtected(true)
                .hidden(true)
                .diskFormat("qcow2")
                .containerFormat("bare")
                .size(1L)
                .virtualSize(2L)
                .minDisk(3)
                .minRam(4)
                .checksum("c")
                .hash("sha512", "h")
                .updatedAt(LATER)
                .tags(List.of("tag"))
                .properties(Map.of("key", "value"))
                .locations(List.of(LOCATION));
    }

    @Test
    public void aNewImageIsQueuedAndSharedAndEmpty() {
        Image image = Image.builder("id", NOW).build();
        assertEquals(
                new Image(
                        "id",
                        null,
                        ImageStatus.QUEUED,
                        Visibility.SHARED,
                        null,
                        false,
                        false,
                        null,
                        null,
                        null,
                        null,
                        0,
                        0,
                        null,
                        null,
                        null,
                        NOW,
                        NOW,
                        List.of(),
                        Map.of(),
                        List.of()),
                image);
    }

    @Test
    public void eachValueGoesWhereItBelongs() {
        assertEquals(
                new Image(
                        "id",
                        "name",
                        ImageStatus.ACTIVE,
                        Visibility.PRIVATE,
                        "owner",
                        true,
                        true,
                        "qcow2",
                        "bare",
                        1L,
                        2L,
                        3,
                        4,
                        "c",
                        "sha512",
                        "h",
                        NOW,
                        LATER,
                        List.of("tag"),
                        Map.of("key", "value"),
                        List.of(LOCATION)),
                full().build());
        assertEquals(full().build(), full().build().toBuilder().build());
    }

    @Test
    @Covers("STAT-3")
    public void queuedImagesHaveNoSizes() {
        Image queued = full().status(ImageStatus.QUEUED).build();
        assertNull(queued.size());
        assertNull(queued.virtualSize());
        assertEquals("c", queued.checksum());
        for (ImageStatus status : ImageStatus.values()) {
            if (status != ImageStatus.QUEUED) {
                assertEquals(Long.valueOf(1), full().status(status).build().size());
            }
        }
    }

    @Test
    public void anImageDoesNotChangeWithWhatItWasMadeOf() {
        List<String> tags = new ArrayList<>(List.of("a"));
        Map<String, String> properties = new HashMap<>(Map.of("key", "value"));
        List<ImageLocation> locations = new ArrayList<>(List.of(LOCATION));
        Image.Builder builder = full().tags(tags).properties(properties).locations(locations);
        tags.add("b");
        properties.clear();
        locations.clear();
        Image image = builder.build();
        builder.property("other", "x").removeProperty("key").tags(List.of()).locations(List.of());
        assertEquals(List.of("a"), image.tags());
        assertEquals(Map.of("key", "value"), image.properties());
        assertEquals(List.of(LOCATION), image.locations());
        Image.Builder copy = image.toBuilder();
        copy.property("key", "changed").name("changed");
        assertEquals("value", image.properties().get("key"));
        assertEquals("name", image.name());
    }

    @Test
    public void collectionsCannotBeChanged() {
        Image image = full().build();
        assertThrows(UnsupportedOperationException.class, () -> image.tags().add("b"));
        assertThrows(
                UnsupportedOperationException.class, () -> image.properties().put("a", "b"));
        assertThrows(
                UnsupportedOperationException.class, () -> image.locations().clear());
        assertThrows(
                UnsupportedOperationException.class, () -> LOCATION.metadata().put("a", "b"));
    }

    @Test
    public void aLocationsMetadataIsCopiedToItsDepth() {
        List<Object> inner = new ArrayList<>(Arrays.asList("a", null));
        Map<String, Object> outer = new HashMap<>(Map.of("list", inner));
        ImageLocation location = new ImageLocation("file:///x", Map.of("map", outer));
        inner.clear();
        outer.clear();
        assertEquals(Map.of("map", Map.of("list", Arrays.asList("a", null))), location.metadata());
        Map<?, ?> map = (Map<?, ?>) location.metadata().get("map");
        assertThrows(UnsupportedOperationException.class, () -> map.remove("list"));
        assertThrows(UnsupportedOperationException.class, () -> ((List<?>) map.get("list")).remove(0));
    }

    @Test
    public void tagsAreMergedAndPropertiesMayBeNull() {
        Image image =
                full().tags(Arrays.asList("b", "a", "b")).property("none", null).build();
        assertEquals(List.of("b", "a"), image.tags());
        assertTrue(image.properties().containsKey("none"));
        assertNull(image.properties().get("none"));
    }

    @Test
    public void whatEveryImageHasCannotBeMissing() {
        assertThrows(NullPointerException.class, () -> Image.builder(null, NOW).build());
        assertThrows(NullPointerException.class, () -> Image.builder("id", null).build());
        assertThrows(NullPointerException.class, () -> full().status(null).build());
        assertThrows(NullPointerException.class, () -> full().visibility(null).build());
        assertThrows(NullPointerException.class, () -> new ImageLocation(null, Map.of()));
    }

    @Test
    @Covers("op:STORE-3")
    public void aLocationMayNameItsStore() {
        assertEquals(Optional.of("main"), LOCATION.storeId());
        assertEquals(Optional.empty(), new ImageLocation("file:///x", Map.of()).storeId());
        assertEquals(Optional.empty(), new ImageLocation("file:///x", Map.of("store", 7)).storeId());
    }
}
