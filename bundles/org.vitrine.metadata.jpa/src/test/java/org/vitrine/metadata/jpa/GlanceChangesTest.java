package org.vitrine.metadata.jpa;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.ImageQuery.ListedVisibility;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.image.Visibility;
import org.vitrine.spi.testkit.Covers;

/** What Glance changes in the same database is seen, although children of images are remembered here. */
public class GlanceChangesTest {
    private static final Instant T0 = Instant.parse("2020-01-02T03:04:05Z");

    @Rule
    public final TestDatabase database = TestDatabase.h2();

    private TestUnit unit;
    private Image image;

    @Before
    public void open() throws Exception {
        unit = database.open();
        image = Image.builder(UUID.randomUUID().toString(), T0)
                .owner("p1")
                .visibility(Visibility.SHARED)
                .tags(List.of("t"))
                .property("k", "v")
                .locations(List.of(new ImageLocation("file:///x", Map.of())))
                .build();
        unit.repository().images().create(image);
        assertEquals("fills the cache", image, find());
        assertEquals("comes from the cache", image, find());
    }

    private Image find() {
        return unit.repository()
                .images()
                .find(image.id(), Viewer.SERVER)
                .orElseThrow()
                .image();
    }

    private Image listed() {
        return unit.repository()
                .images()
                .list(new ImageQuery(
                        Viewer.SERVER,
                        List.of(),
                        ListedVisibility.ALL,
                        null,
                        List.of(new ImageSort(ImageAttribute.CREATED_AT, true), new ImageSort(ImageAttribute.ID, true)),
                        null,
                        10))
                .get(0)
                .image();
    }

    /** As one transaction, like Glance's. */
    private void glance(String... statements) throws SQLException {
        try (Connection connection = unit.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static final String TOUCH = "UPDATE images SET updated_at = TIMESTAMP '2020-01-02 03:04:06'";

    @Test
    public void theRowIsAlwaysFresh() throws SQLException {
        glance("UPDATE images SET name = 'new', status = 'active'");
        assertEquals("new", find().name());
        assertEquals("new", listed().name());
    }

    @Test
    public void childrenAreFreshWhenTheTimeHasMoved() throws SQLException {
        glance(
                TOUCH,
                "UPDATE image_properties SET \"VALUE\" = 'w'",
                "UPDATE image_tags SET deleted = TRUE",
                "UPDATE image_locations SET deleted = TRUE");
        Image expected = image.toBuilder()
                .property("k", "w")
                .tags(List.of())
                .locations(List.of())
                .updatedAt(T0.plusSeconds(1))
                .build();
        assertEquals(expected, listed());
        assertEquals(expected, find());
        assertEquals(expected, find());
        assertEquals(expected, listed());
    }

    @Test
    @Covers("op:DB-51")
    public void theLockOfAnImportIsSeenToGo() throws SQLException {
        glance(
                TOUCH,
                "INSERT INTO image_properties (image_id, name, \"VALUE\", deleted, created_at) VALUES ('" + image.id()
                        + "', 'os_glance_import_task', 'x', FALSE, TIMESTAMP '2020-01-02 03:04:06')");
        assertTrue(find().properties().containsKey("os_glance_import_task"));
        glance("DELETE FROM image_properties WHERE name = 'os_glance_import_task'");
        assertFalse(find().properties().containsKey("os_glance_import_task"));
    }

    @Test
    public void aDeletedImageIsGoneAtOnce() throws SQLException {
        glance("UPDATE images SET deleted = TRUE, status = 'deleted'");
        assertTrue(unit.repository().images().find(image.id(), Viewer.SERVER).isEmpty());
    }

    @Test
    public void membershipsAreNeverRemembered() throws SQLException {
        Viewer viewer = new Viewer("p2", false);
        assertTrue(unit.repository().images().find(image.id(), viewer).isEmpty());
        glance("INSERT INTO image_members (image_id, member, can_share, status, deleted, created_at) VALUES ('"
                + image.id() + "', 'p2', FALSE, 'pending', FALSE, TIMESTAMP '2020-01-02 03:04:06')");
        assertTrue(unit.repository()
                .images()
                .find(image.id(), viewer)
                .orElseThrow()
                .member());
        glance("UPDATE image_members SET deleted = TRUE");
        assertTrue(unit.repository().images().find(image.id(), viewer).isEmpty());
    }

    @Test
    public void aTransactionReadsWhatItHasWritten() {
        Image after = image.toBuilder()
                .tags(List.of("other"))
                .updatedAt(T0.plusSeconds(5))
                .build();
        unit.repository().inTransaction(() -> {
            unit.repository().images().update(image, after);
            assertEquals(after, find());
            assertEquals(after, listed());
            return null;
        });
        assertEquals(after, find());
    }

    @Test
    @Covers("op:DB-3")
    public void aRowWithoutTimeOfChangeHasThatOfItsCreation() throws SQLException {
        glance("UPDATE images SET updated_at = NULL", "UPDATE image_properties SET \"VALUE\" = 'w'");
        assertEquals(image.toBuilder().property("k", "w").build(), find());
    }
}
