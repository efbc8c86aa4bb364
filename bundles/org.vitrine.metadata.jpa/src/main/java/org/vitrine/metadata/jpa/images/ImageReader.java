package org.vitrine.metadata.jpa.images;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Visibility;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;

/**
 * Reads images with everything that belongs to them, so that each is of one moment: either all by one statement, a union
 * of the images and their children; or the row alone, where the cache still has the children of just that row.
 */
final class ImageReader {
    private static final int PART = ImageRow.COLUMNS;
    private static final int TEXT = PART + 1;
    private static final int METADATA = PART + 2;

    private static final int IMAGE = 0;
    private static final int PROPERTY = 1;
    private static final int TAG = 2;
    private static final int LOCATION = 3;

    private final Database database;
    private final LocationUrls urls;
    private final ChildrenCache cache;

    ImageReader(Database database, LocationUrls urls, ChildrenCache cache) {
        this.database = database;
        this.urls = urls;
        this.cache = cache;
    }

    /**
     * One live image.
     *
     * @param projectId whose membership counts, or null
     */
    Optional<ImageView> read(String id, String projectId) {
        if (database.inTransaction() || !cache.knows(id)) {
            return readAll(id, projectId);
        }
        Sql sql = ImageRow.select(database.sql().add("SELECT "));
        List<Row> rows = database.read(
                sql.add(" FROM images i WHERE i.deleted = FALSE AND i.id = ").bind(id));
        if (rows.isEmpty()) {
            cache.forget(id);
            return Optional.empty();
        }
        return complete(List.of(new ImageRow(rows.get(0))), projectId).stream().findFirst();
    }

    /**
     * The images of these rows, in their order, without those that were deleted meanwhile.
     *
     * @param projectId whose memberships count, or null
     */
    List<ImageView> complete(List<ImageRow> rows, String projectId) {
        Map<String, Found> found = new HashMap<>();
        List<String> missing = new ArrayList<>();
        boolean cached = !database.inTransaction();
        for (ImageRow row : rows) {
            Optional<Children> children = cached ? cache.find(row) : Optional.empty();
            children.ifPresentOrElse(known -> found.put(row.id(), new Found(row, known)), () -> missing.add(row.id()));
        }
        if (!missing.isEmpty()) {
            found.putAll(gather(missing));
        }
        Set<String> memberOf = memberOf(found.values(), projectId);
        List<ImageView> views = new ArrayList<>(rows.size());
        for (ImageRow row : rows) {
            Found image = found.get(row.id());
            if (image != null) {
                views.add(image.view(memberOf));
            }
        }
        return views;
    }

    private Optional<ImageView> readAll(String id, String projectId) {
        Collection<Found> found = gather(List.of(id)).values();
        Set<String> memberOf = memberOf(found, projectId);
        return found.stream().map(image -> image.view(memberOf)).findFirst();
    }

    /** The live ones among those ids, one at least. */
    private Map<String, Found> gather(Collection<String> ids) {
        Map<String, ImageRow> images = new HashMap<>();
        Map<String, Children.Builder> children = new HashMap<>();
        for (Row row : database.read(union(ids))) {
            Children.Builder builder = children.computeIfAbsent(row.text(0), id -> new Children.Builder());
            switch (row.integer(PART)) {
                case IMAGE -> images.put(row.text(0), new ImageRow(row));
                case PROPERTY -> builder.property(row.text(1), row.text(TEXT));
                case TAG -> builder.tag(row.text(1));
                case LOCATION -> builder.location(row.number(2), urls.url(row.text(TEXT)), row.text(METADATA));
                default -> throw new IllegalStateException("part " + row.integer(PART));
            }
        }
        Map<String, Found> found = new HashMap<>();
        boolean cached = !database.inTransaction();
        images.forEach((id, row) -> {
            Children own = children.get(id).build();
            found.put(id, new Found(row, own));
            if (cached) {
                cache.put(row, own);
            }
        });
        return found;
    }

    private Sql union(Collection<String> ids) {
        Sql sql = ImageRow.select(database.sql().add("SELECT "));
        sql.add(", " + IMAGE
                + " AS part, NULL AS text, NULL AS metadata FROM images i WHERE i.deleted = FALSE AND i.id");
        among(sql, ids);
        String value = sql.vendor().value();
        part(sql, "image_properties", PROPERTY, "name, NULL", value, "NULL", ids);
        part(sql, "image_tags", TAG, value + ", NULL", "NULL", "NULL", ids);
        part(sql, "image_locations", LOCATION, "NULL, id", value, "meta_data", ids);
        return sql;
    }

    private static void part(
            Sql sql,
            String table,
            int part,
            String nameAndNumber,
            String text,
            String metadata,
            Collection<String> ids) {
        sql.add(" UNION ALL SELECT image_id, " + nameAndNumber + ", NULL".repeat(ImageRow.COLUMNS - 3));
        sql.add(", " + part + ", " + text + ", " + metadata + " FROM " + table + " WHERE deleted = FALSE AND image_id");
        among(sql, ids);
    }

    /** One id needs no list, and no statement of its own for each length of it. */
    private static void among(Sql sql, Collection<String> ids) {
        if (ids.size() == 1) {
            sql.add(" = ").bindAll(ids);
        } else {
            sql.add(" IN (").bindAll(ids).add(")");
        }
    }

    /** In which of those images that are shared by others the project is a member: asked for only where it matters. */
    private Set<String> memberOf(Collection<Found> images, String projectId) {
        if (projectId == null) {
            return Set.of();
        }
        List<String> shared = images.stream()
                .map(Found::row)
                .filter(row -> row.visibility() == Visibility.SHARED && !projectId.equals(row.owner()))
                .map(ImageRow::id)
                .toList();
        if (shared.isEmpty()) {
            return Set.of();
        }
        Sql sql = database.sql().add("SELECT image_id FROM image_members WHERE deleted = FALSE AND image_id");
        among(sql, shared);
        Set<String> ids = new HashSet<>();
        database.read(sql.add(" AND ").exactly("member", projectId)).forEach(row -> ids.add(row.text(0)));
        return ids;
    }

    private record Found(ImageRow row, Children children) {
        ImageView view(Set<String> memberOf) {
            return new ImageView(row.image(children), memberOf.contains(row.id()));
        }
    }
}
