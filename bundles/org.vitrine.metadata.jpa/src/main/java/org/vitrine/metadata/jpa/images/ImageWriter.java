package org.vitrine.metadata.jpa.images;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;
import org.vitrine.metadata.jpa.sql.Vendor;

/** Writes images and their children. All methods run within a transaction of the caller's. */
final class ImageWriter {
    /** Rows of one INSERT, so that no statement grows without bound. */
    private static final int ROWS = 100;

    private final Database database;
    private final LocationUrls urls;

    ImageWriter(Database database, LocationUrls urls) {
        this.database = database;
        this.urls = urls;
    }

    void insert(Image image) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("id", image.id());
        columns.put("status", image.status().wireName());
        columns.put("min_disk", image.minDisk());
        columns.put("min_ram", image.minRam());
        data(image).forEach((column, value) -> {
            if (value != null) {
                columns.put(column, value);
            }
        });
        Sql sql = database.sql()
                .add("INSERT INTO images (")
                .add(String.join(", ", columns.keySet()))
                .add(", visibility, protected, os_hidden, deleted, created_at, updated_at) VALUES (")
                .bindAll(columns.values())
                .add(", ")
                .bindVisibility(image.visibility().wireName())
                .add(image.isProtected() ? ", TRUE" : ", FALSE")
                .add(image.hidden() ? ", TRUE" : ", FALSE")
                .add(", FALSE, ")
                .bindTime(image.createdAt())
                .add(", ")
                .bindTime(image.updatedAt())
                .add(")");
        write(sql, "Image ID " + image.id() + " already exists!");
        addProperties(image.id(), image.properties(), image.createdAt());
        addTags(image.id(), image.tags(), image.createdAt());
        addLocations(image.id(), image.locations(), image.createdAt());
    }

    /** The texts and numbers that may be null, by column. */
    private static Map<String, Object> data(Image image) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", image.name());
        columns.put("owner", image.owner());
        columns.put("disk_format", image.diskFormat());
        columns.put("container_format", image.containerFormat());
        columns.put("size", image.size());
        columns.put("virtual_size", image.virtualSize());
        columns.put("checksum", image.checksum());
        columns.put("os_hash_algo", image.hashAlgorithm());
        columns.put("os_hash_value", image.hashValue());
        return columns;
    }

    /** Writes the row of the image; false when it is gone, or its status is another one than it was. */
    boolean updateRow(Image before, Image after) {
        Sql sql = database.sql()
                .add("UPDATE images SET vitrine_revision = COALESCE(vitrine_revision, 0) + 1, updated_at = ")
                .bindTime(after.updatedAt());
        Map<String, Object> old = data(before);
        data(after).forEach((column, value) -> {
            if (!Objects.equals(old.get(column), value)) {
                sql.add(", ").add(column).add(" = ").bind(value);
            }
        });
        if (before.minDisk() != after.minDisk()) {
            sql.add(", min_disk = ").bind(after.minDisk());
        }
        if (before.minRam() != after.minRam()) {
            sql.add(", min_ram = ").bind(after.minRam());
        }
        if (before.isProtected() != after.isProtected()) {
            sql.add(after.isProtected() ? ", protected = TRUE" : ", protected = FALSE");
        }
        if (before.hidden() != after.hidden()) {
            sql.add(after.hidden() ? ", os_hidden = TRUE" : ", os_hidden = FALSE");
        }
        if (before.visibility() != after.visibility()) {
            sql.add(", visibility = ").bindVisibility(after.visibility().wireName());
        }
        boolean moves = before.status() != after.status();
        if (moves) {
            sql.add(", status = ").bind(after.status().wireName());
        }
        sql.add(" WHERE id = ").bind(before.id()).add(" AND deleted = FALSE");
        if (moves) {
            sql.add(" AND status = ").bind(before.status().wireName());
        }
        return database.write(sql) == 1;
    }

    void updateChildren(String id, ImageChange change, Instant at) {
        for (String name : change.removedProperties()) {
            database.write(removal("image_properties", "", at, id).add(" AND ").exactly("name", name));
        }
        setProperties(id, change.setProperties(), at);
        String value = database.sql().vendor().value();
        for (String tag : change.removedTags()) {
            database.write(removal("image_tags", "", at, id).add(" AND ").exactly(value, tag));
        }
        addTags(id, change.addedTags(), at);
        for (String url : change.locations().removed()) {
            database.write(addAt(removal("image_locations", ", status = 'deleted'", at, id), id, url));
        }
        for (ImageLocation location : change.locations().changed()) {
            Sql sql = database.sql()
                    .add("UPDATE image_locations SET meta_data = ")
                    .bind(LocationMetadata.toText(location.metadata()))
                    .add(", updated_at = ")
                    .bindTime(at)
                    .add(" WHERE deleted = FALSE AND image_id = ")
                    .bind(id);
            database.write(addAt(sql, id, location.url()));
        }
        addLocations(id, change.locations().added(), at);
    }

    /** Restricts a statement to the locations of that URL. */
    private Sql addAt(Sql sql, String imageId, String url) {
        if (!urls.encrypts()) {
            return sql.add(" AND ").exactly(value(), url);
        }
        List<Long> ids = new ArrayList<>();
        Sql all = database.sql()
                .add("SELECT id, ")
                .addValue()
                .add(" FROM image_locations WHERE deleted = FALSE AND image_id = ")
                .bind(imageId);
        for (Row row : database.read(all)) {
            if (url.equals(urls.url(row.text(1)))) {
                ids.add(row.number(0));
            }
        }
        // No location has the id 0.
        ids.add(0L);
        return sql.add(" AND id IN (").bindAll(ids).add(")");
    }

    /** Marks the image and its children as deleted (DB-50); false when the image is already. */
    boolean delete(String id, ImageStatus target, Instant at) {
        Sql sql = database.sql()
                .add("UPDATE images SET status = ")
                .bind(target.wireName())
                .add(", deleted = TRUE, deleted_at = ")
                .bindTime(at)
                .add(", updated_at = ")
                .bindTime(at)
                .add(" WHERE deleted = FALSE AND ")
                .exactly("id", id);
        if (database.write(sql) == 0) {
            return false;
        }
        String status = target == ImageStatus.PENDING_DELETE ? "pending_delete" : "deleted";
        database.write(removal("image_locations", ", status = '" + status + "'", at, id));
        database.write(removal("image_properties", "", at, id));
        database.write(removal("image_members", "", at, id));
        database.write(removal("image_tags", "", at, id));
        return true;
    }

    private Sql removal(String table, String more, Instant at, String imageId) {
        return database.sql()
                .add("UPDATE ")
                .add(table)
                .add(" SET deleted = TRUE, deleted_at = ")
                .bindTime(at)
                .add(", updated_at = ")
                .bindTime(at)
                .add(more)
                .add(" WHERE deleted = FALSE AND image_id = ")
                .bind(imageId);
    }

    private void addProperties(String imageId, Map<String, String> properties, Instant at) {
        insertAll(
                properties.entrySet(),
                "image_properties",
                "name, " + value(),
                imageId,
                at,
                (sql, property) -> sql.bind(property.getKey()).add(", ").bind(property.getValue()));
    }

    private void addTags(String imageId, Collection<String> tags, Instant at) {
        insertAll(tags, "image_tags", value(), imageId, at, Sql::bind);
    }

    private void addLocations(String imageId, Collection<ImageLocation> locations, Instant at) {
        insertAll(
                locations,
                "image_locations",
                value() + ", meta_data, status",
                imageId,
                at,
                (sql, location) -> sql.bind(urls.stored(location.url()))
                        .add(", ")
                        .bind(LocationMetadata.toText(location.metadata()))
                        .add(", 'active'"));
    }

    private <T> void insertAll(
            Collection<T> rows, String table, String columns, String imageId, Instant at, BiConsumer<Sql, T> values) {
        List<T> left = new ArrayList<>(rows);
        for (int from = 0; from < left.size(); from += ROWS) {
            Sql sql = database.sql()
                    .add("INSERT INTO ")
                    .add(table)
                    .add(" (image_id, deleted, created_at, updated_at, ")
                    .add(columns)
                    .add(")");
            rows(sql, left.subList(from, Math.min(left.size(), from + ROWS)), imageId, at, values);
            write(sql, clash(imageId));
        }
    }

    private static <T> void rows(Sql sql, List<T> rows, String imageId, Instant at, BiConsumer<Sql, T> values) {
        String separator = " VALUES (";
        for (T row : rows) {
            sql.add(separator)
                    .bind(imageId)
                    .add(", FALSE, ")
                    .bindTime(at)
                    .add(", ")
                    .bindTime(at)
                    .add(", ");
            values.accept(sql, row);
            separator = "), (";
        }
        sql.add(")");
    }

    /** Adds properties or changes them, and takes removed ones' rows again (DB-51), all in one statement. */
    private void setProperties(String imageId, Map<String, String> properties, Instant at) {
        List<Map.Entry<String, String>> left = new ArrayList<>(properties.entrySet());
        for (int from = 0; from < left.size(); from += ROWS) {
            List<Map.Entry<String, String>> some = left.subList(from, Math.min(left.size(), from + ROWS));
            write(upsert(imageId, some, at), clash(imageId));
        }
    }

    private Sql upsert(String imageId, List<Map.Entry<String, String>> properties, Instant at) {
        Sql sql = database.sql();
        String value = value();
        if (sql.vendor() == Vendor.H2) {
            sql.add("MERGE INTO image_properties p USING (");
            String separator = "SELECT CAST(";
            for (Map.Entry<String, String> property : properties) {
                sql.add(separator)
                        .bind(property.getKey())
                        .add(" AS VARCHAR) AS name, CAST(")
                        .bind(property.getValue())
                        .add(" AS VARCHAR) AS new_value");
                separator = " UNION ALL SELECT CAST(";
            }
            return sql.add(") n ON p.image_id = ")
                    .bind(imageId)
                    .add(" AND p.name = n.name WHEN MATCHED THEN UPDATE SET ")
                    .add(value)
                    .add(" = n.new_value, deleted = FALSE, deleted_at = NULL, updated_at = ")
                    .bindTime(at)
                    .add(" WHEN NOT MATCHED THEN INSERT (image_id, deleted, created_at, updated_at, name, ")
                    .add(value)
                    .add(") VALUES (")
                    .bind(imageId)
                    .add(", FALSE, ")
                    .bindTime(at)
                    .add(", ")
                    .bindTime(at)
                    .add(", n.name, n.new_value)");
        }
        sql.add("INSERT INTO image_properties (image_id, deleted, created_at, updated_at, name, value)");
        rows(
                sql,
                properties,
                imageId,
                at,
                (row, property) -> row.bind(property.getKey()).add(", ").bind(property.getValue()));
        if (sql.vendor() == Vendor.POSTGRESQL) {
            return sql.add(" ON CONFLICT (image_id, name) DO UPDATE SET value = EXCLUDED.value, deleted = FALSE,"
                    + " deleted_at = NULL, updated_at = EXCLUDED.updated_at");
        }
        // MariaDB's unique key takes "Os" and "os" for the same: then the null makes the statement fail, instead of the
        // one property silently becoming the other.
        return sql.add(" ON DUPLICATE KEY UPDATE image_id = IF(deleted = FALSE AND BINARY name <> BINARY VALUES(name),"
                + " NULL, image_id), name = VALUES(name), value = VALUES(value), deleted = FALSE, deleted_at = NULL,"
                + " updated_at = VALUES(updated_at)");
    }

    private String value() {
        return database.sql().vendor().value();
    }

    private static String clash(String imageId) {
        return "Image " + imageId + " cannot have two properties whose names the database takes for the same.";
    }

    private void write(Sql sql, String conflict) {
        try {
            database.write(sql);
        } catch (VitrineException e) {
            if (e.kind() == ErrorKind.CONFLICT && !Database.mayBeRepeated(e)) {
                throw new VitrineException(ErrorKind.CONFLICT, conflict, e.getCause());
            }
            throw e;
        }
    }
}
