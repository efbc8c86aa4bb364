package org.vitrine.metadata.jpa;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.domain.metadef.NamespaceQuery;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.task.Task;
import org.vitrine.metadata.jpa.sql.Vendor;
import org.vitrine.spi.metadata.ImageRepository;
import org.vitrine.spi.metadata.MetadefRepository;
import org.vitrine.spi.testkit.Covers;

/** Rows as Glance writes them and we never would. */
public class GlanceRowsTest {
    private static final String TIME = "TIMESTAMP '2030-01-02 03:04:05'";
    private static final Instant T0 = Instant.parse("2030-01-02T03:04:05Z");

    private static final String VALUE = Vendor.H2.value();

    @Rule
    public final TestDatabase database = TestDatabase.h2();

    private TestUnit unit;

    @Before
    public void open() throws Exception {
        unit = database.open();
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = unit.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    @Test
    @Covers({"MD-5", "op:DB-1", "op:DB-17"})
    public void aLoadedNamespaceSaysLittle() throws SQLException {
        run("INSERT INTO metadef_namespaces (namespace, owner, created_at) VALUES ('n', 'admin', " + TIME + ")");
        MetadefRepository metadefs = unit.repository().metadefs();
        MetadefNamespace bare = new MetadefNamespace("n", null, null, MetadefVisibility.PRIVATE, false, "admin");
        assertEquals(Optional.of(new Recorded<>(bare, T0, null)), metadefs.find("n"));
        NamespaceQuery everyPrivate = new NamespaceQuery(
                Viewer.SERVER,
                Optional.of(MetadefVisibility.PRIVATE),
                Optional.empty(),
                NamespaceQuery.SortKey.UPDATED_AT,
                true,
                Optional.empty(),
                9);
        assertEquals(1, metadefs.list(everyPrivate).size());
    }

    @Test
    @Covers({"MDP-3", "op:DB-18", "op:DB-19"})
    public void schemasAreReadAsFarAsTheyAreGood() throws SQLException {
        run(
                "INSERT INTO metadef_namespaces (id, namespace, owner, created_at) VALUES (7, 'n', 'admin', " + TIME
                        + ")",
                "INSERT INTO metadef_objects (namespace_id, name, json_schema, created_at) VALUES (7, 'o', 'null', "
                        + TIME + ")",
                "INSERT INTO metadef_properties (namespace_id, name, json_schema, created_at) VALUES (7, 'p',"
                        + " '{\"title\": \"T\", \"type\": \"integer\", \"default\": 8, \"extra\": {}}', " + TIME + ")",
                "INSERT INTO metadef_properties (namespace_id, name, json_schema, created_at) VALUES (7, 'bad', '[1',"
                        + TIME + ")");
        MetadefRepository metadefs = unit.repository().metadefs();
        assertEquals(
                new MetadefObject("o", null, List.of(), Map.of()),
                metadefs.objects().find("n", "o").orElseThrow().value());
        PropertySchema schema =
                metadefs.properties().find("n", "p").orElseThrow().value().schema();
        assertEquals(PropertySchema.of(Map.of("title", "T", "type", "integer", "default", "8")), schema);
        VitrineException failure =
                assertThrows(VitrineException.class, () -> metadefs.properties().find("n", "bad"));
        assertEquals(ErrorKind.INTERNAL, failure.kind());
    }

    @Test
    @Covers({"op:DB-15", "op:DB-16"})
    public void aTaskMayLackItsInfo() throws SQLException {
        run("INSERT INTO tasks (id, type, status, owner, created_at, deleted) VALUES ('t', 'import', 'failure', 'p', "
                + TIME + ", FALSE)");
        Task task = unit.repository().tasks().find("t").orElseThrow();
        assertNull(task.input());
        assertEquals("", task.message());
        assertEquals(T0, task.updatedAt());
    }

    @Test
    @Covers({"REP-25", "op:STORE-40"})
    public void locationsMayBeEncrypted() throws SQLException {
        String url = "rbd://fsid/images/x/snap";
        run(
                "INSERT INTO images (id, status, visibility, os_hidden, protected, deleted, min_disk, min_ram, created_at)"
                        + " VALUES ('i', 'active', 'public', FALSE, FALSE, FALSE, 0, 0, " + TIME + ")",
                "INSERT INTO image_locations (image_id, " + VALUE + ", meta_data, status, deleted, created_at) VALUES"
                        + " ('i', '7lZUxc7rmoTB-4LqVr88n0t3R7EdfYoKMdeKHn0vch5ejommO8i1adntuusrFqCi', '{}', 'active',"
                        + " FALSE, " + TIME + ")");
        ImageRepository images =
                unit.repository(Config.encrypted("0123456789abcdef")).images();
        Image image = images.find("i", Viewer.SERVER).orElseThrow().image();
        assertEquals(url, image.locations().get(0).url());

        ImageLocation told = new ImageLocation(url, Map.of("store", "fast"));
        ImageLocation added = new ImageLocation("file:///y", Map.of());
        Image both = image.toBuilder().locations(List.of(told, added)).build();
        assertTrue(images.update(image, both));
        assertEquals(
                List.of(told, added),
                images.find("i", Viewer.SERVER).orElseThrow().image().locations());
        assertEquals("encrypted all", 2, count("deleted = FALSE AND " + VALUE + " NOT LIKE '%:%'"));

        Image one = both.toBuilder().locations(List.of(added)).build();
        assertTrue(images.update(both, one));
        assertEquals(
                List.of(added),
                images.find("i", Viewer.SERVER).orElseThrow().image().locations());
        assertEquals(1, count("deleted = TRUE"));
    }

    private long count(String condition) throws SQLException {
        try (Connection connection = unit.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM image_locations WHERE " + condition)) {
            result.next();
            return result.getLong(1);
        }
    }
}
