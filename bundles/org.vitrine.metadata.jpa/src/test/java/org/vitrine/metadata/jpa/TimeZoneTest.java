package org.vitrine.metadata.jpa;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.ImageQuery.ListedVisibility;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.testkit.Covers;

/** Times are UTC, whatever the zone of the JVM; also those that a local clock never shows, or shows twice. */
@RunWith(Parameterized.class)
public class TimeZoneTest {
    @Rule
    public final TestDatabase database;

    private final String vendor;
    private TimeZone before;
    private TestUnit unit;

    public TimeZoneTest(String vendor) {
        this.vendor = vendor;
        database = TestDatabase.of(vendor);
    }

    @Parameters(name = "{0}")
    public static List<String> vendors() {
        return List.of("h2", "mariadb", "postgresql");
    }

    @Before
    public void open() throws Exception {
        before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        unit = database.open();
    }

    @After
    public void close() {
        TimeZone.setDefault(before);
    }

    @Test
    @Covers({"op:DB-2", "REP-6", "REP-7", "IMG-FLT-6"})
    public void timesAreKeptAsTheyAre() {
        for (String text : List.of(
                "2020-03-29T02:30:00Z",
                "2020-10-25T00:30:00Z",
                "2020-10-25T01:30:00Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "2038-01-19T03:14:08Z",
                "9999-12-31T23:59:59Z")) {
            Instant time = Instant.parse(text);
            Image image = Image.builder(UUID.randomUUID().toString(), time).build();
            unit.repository().images().create(image);
            assertEquals(
                    image,
                    unit.repository()
                            .images()
                            .find(image.id(), Viewer.SERVER)
                            .orElseThrow()
                            .image());
            assertEquals(List.of(image), at(time));
        }
    }

    @Test
    @Covers({"REP-7", "IMG-FLT-6"})
    public void timesAreComparedAsPreciselyAsTheyAreKept() {
        Instant time = Instant.parse("2020-01-02T03:04:05.678901Z");
        Image image = Image.builder(UUID.randomUUID().toString(), time).build();
        unit.repository().images().create(image);
        Instant kept = unit.repository()
                .images()
                .find(image.id(), Viewer.SERVER)
                .orElseThrow()
                .image()
                .createdAt();
        assertEquals("mariadb".equals(vendor) ? Instant.parse("2020-01-02T03:04:05Z") : time, kept);
        assertEquals(1, at(time).size());
        assertEquals(1, at(kept).size());
        assertEquals(0, at(time.plusSeconds(1)).size());
    }

    private List<Image> at(Instant time) {
        return unit
                .repository()
                .images()
                .list(new ImageQuery(
                        Viewer.SERVER,
                        List.of(new ImageFilter.Time(ImageAttribute.CREATED_AT, ImageFilter.Comparison.EQ, time)),
                        ListedVisibility.ALL,
                        null,
                        List.of(
                                new ImageSort(ImageAttribute.CREATED_AT, false),
                                new ImageSort(ImageAttribute.ID, false)),
                        null,
                        10))
                .stream()
                .map(view -> view.image())
                .toList();
    }
}
