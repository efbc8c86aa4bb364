package org.vitrine.metadata.jpa.images;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Visibility;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;

/**
 * Reads images by their ids with everything that belongs to them, in one statement: the parts of a union all are the
 * images, their properties, tags and locations, and the viewer's memberships.
 */
final class ImageReader {
    private static final int IMAGE = 0;
    private static final int PROPERTY = 1;
    private static final int TAG = 2;
    private static final int LOCATION = 3;
    private static final int MEMBER = 4;
    /** After the part, the image's id, a short text, two long ones and a number comes what an image alone has. */
    private static final String REST_IS_NULL = ", NULL".repeat(15);

    private final Database database;

    ImageReader(Database database) {
        this.database = database;
    }

    /**
     * The live ones among those ids.
     *
     * @param ids one at least
     * @param projectId whose memberships count, or null
     * @return by id, in no defined order
     */
    Map<String, ImageView> read(Collection<String> ids, String projectId) {
        Map<String, Parts> found = new LinkedHashMap<>();
        for (Row row : database.read(statement(ids, projectId))) {
            found.computeIfAbsent(row.text(1), id -> new Parts()).add(row);
        }
        Map<String, ImageView> views = new LinkedHashMap<>();
        found.forEach((id, parts) -> {
            if (parts.image != null) {
                views.put(id, parts.view());
            }
        });
        return views;
    }

    private Sql statement(Collection<String> ids, String projectId) {
        Sql sql = database.sql();
        sql.add("SELECT " + IMAGE
                        + ", id, name, NULL, NULL, size, virtual_size, disk_format, container_format, status, ")
                .addVisibility()
                .add(", checksum, os_hash_algo, os_hash_value, min_disk, min_ram, owner, protected, os_hidden, ")
                .addMicros("created_at")
                .add(", ")
                .addMicros("updated_at")
                .add(" FROM images WHERE deleted = FALSE AND id IN (")
                .bindAll(ids)
                .add(")");
        sql.add(" UNION ALL SELECT " + PROPERTY + ", image_id, name, ").addValue();
        children(sql.add(", NULL, NULL"), "image_properties", ids);
        sql.add(" UNION ALL SELECT " + TAG + ", image_id, ").addValue();
        children(sql.add(", NULL, NULL, NULL"), "image_tags", ids);
        sql.add(" UNION ALL SELECT " + LOCATION + ", image_id, NULL, ").addValue();
        children(sql.add(", meta_data, id"), "image_locations", ids);
        if (projectId != null) {
            sql.add(" UNION ALL SELECT " + MEMBER + ", image_id, NULL, NULL, NULL, NULL");
            children(sql, "image_members", ids).add(" AND ").exactly("member", projectId);
        }
        return sql;
    }

    private static Sql children(Sql sql, String table, Collection<String> ids) {
        return sql.add(REST_IS_NULL + " FROM " + table + " WHERE deleted = FALSE AND image_id IN (")
                .bindAll(ids)
                .add(")");
    }

    /** What belongs to one image. */
    private static final class Parts {
        private Row image;
        private boolean member;
        private final List<String> tags = new ArrayList<>();
        private final Map<String, String> properties = new LinkedHashMap<>();
        private final List<Row> locations = new ArrayList<>();

        void add(Row row) {
            switch (row.integer(0)) {
                case IMAGE -> image = row;
                case PROPERTY -> properties.put(row.text(2), row.text(3));
                case TAG -> tags.add(row.text(2));
                case LOCATION -> locations.add(row);
                case MEMBER -> member = true;
                default -> throw new IllegalStateException("part " + row.integer(0));
            }
        }

        ImageView view() {
            Instant createdAt = image.time(19);
            Instant updatedAt = image.time(20);
            Visibility visibility = Visibility.of(image.text(10)).orElseThrow(() -> unknown("visibility"));
            Image value = Image.builder(image.text(1), createdAt)
                    .updatedAt(updatedAt == null ? createdAt : updatedAt)
                    .name(image.text(2))
                    .status(ImageStatus.of(image.text(9)).orElseThrow(() -> unknown("status")))
                    .size(image.number(5))
                    .virtualSize(image.number(6))
                    .diskFormat(image.text(7))
                    .containerFormat(image.text(8))
                    .visibility(visibility)
                    .checksum(image.text(11))
                    .hash(image.text(12), image.text(13))
                    .minDisk(image.integer(14))
                    .minRam(image.integer(15))
                    .owner(image.text(16))
                    .isProtected(image.flag(17))
                    .hidden(image.flag(18))
                    .tags(tags)
                    .properties(properties)
                    .locations(locations())
                    .build();
            return new ImageView(value, member && visibility == Visibility.SHARED);
        }

        private List<ImageLocation> locations() {
            locations.sort((a, b) -> Long.compare(a.number(5), b.number(5)));
            return locations.stream()
                    .map(row -> new ImageLocation(row.text(3), LocationMetadata.ofText(row.text(4))))
                    .toList();
        }

        private VitrineException unknown(String what) {
            return new VitrineException(ErrorKind.INTERNAL, "Image " + image.text(1) + " has an unknown " + what + ".");
        }
    }
}
