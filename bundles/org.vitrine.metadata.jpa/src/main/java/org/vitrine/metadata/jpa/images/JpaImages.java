package org.vitrine.metadata.jpa.images;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageUsage;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;
import org.vitrine.spi.metadata.ImageRepository;

/** Images in Glance's tables. */
public final class JpaImages implements ImageRepository {
    private static final int LONGEST_ID = 36;

    private final Database database;
    private final ImageReader reader;
    private final ImageWriter writer;

    /**
     * Over that database.
     *
     * @param urls how URLs of locations are kept
     * @param cached how many characters of properties, tags and locations to remember
     */
    public JpaImages(Database database, LocationUrls urls, long cached) {
        this.database = database;
        reader = new ImageReader(database, urls, new ChildrenCache(Clock.systemUTC(), cached));
        writer = new ImageWriter(database, urls);
    }

    @Override
    public void create(Image image) {
        database.inTransaction(() -> {
            writer.insert(image);
            return null;
        });
    }

    @Override
    public Optional<ImageView> find(String id, Viewer viewer) {
        if (id.length() > LONGEST_ID || !database.sql().canHold(id)) {
            return Optional.empty();
        }
        return reader.read(id, viewer.projectId())
                // MariaDB takes ids that differ in case alone for the same.
                .filter(view -> view.image().id().equals(id))
                .filter(view -> viewer.maySee(view.image(), view.member()));
    }

    @Override
    public List<ImageView> list(ImageQuery query) {
        ListedImages listed = new ListedImages(query);
        if (listed.isEmpty()) {
            return List.of();
        }
        Sql sql = database.sql();
        listed.append(sql);
        List<ImageRow> page = database.read(sql).stream().map(ImageRow::new).toList();
        return reader.complete(page, query.viewer().projectId());
    }

    @Override
    public boolean update(Image before, Image after) {
        ImageChange change = ImageChange.between(before, after);
        if (change.isEmpty()) {
            return writer.updateRow(before, after);
        }
        return database.inTransaction(() -> {
            boolean updated = writer.updateRow(before, after);
            if (updated) {
                writer.updateChildren(before.id(), change, after.updatedAt());
            }
            return updated;
        });
    }

    @Override
    public boolean delete(String id, ImageStatus target, Instant at) {
        return database.inTransaction(() -> writer.delete(id, target, at));
    }

    @Override
    public ImageUsage usage(String projectId, String exceptImageId) {
        Sql sql = database.sql();
        sql.add("SELECT SUM(u.size * u.locations), SUM(CASE WHEN u.staged = 1 OR u.copied = 1 THEN u.size ELSE 0 END),"
                        + " COUNT(*), SUM(CASE WHEN u.status = 'saving' OR u.staged = 1 OR u.copied = 1 THEN 1 ELSE 0 END)"
                        + " FROM (SELECT COALESCE(i.size, 0) AS size, i.status AS status,"
                        + " CASE WHEN i.status IN ('uploading', 'importing') THEN 1 ELSE 0 END AS staged,"
                        + " (SELECT COUNT(*) FROM image_locations l WHERE l.image_id = i.id AND l.deleted = FALSE)"
                        + " AS locations, CASE WHEN EXISTS (SELECT 1 FROM image_properties p WHERE p.image_id = i.id"
                        + " AND p.deleted = FALSE AND p.name = 'os_glance_importing_to_stores' AND p.")
                .addValue()
                .add(" <> '') THEN 1 ELSE 0 END AS copied FROM images i"
                        + " WHERE i.deleted = FALSE AND i.status <> 'killed' AND ");
        if (projectId == null) {
            sql.add("i.owner IS NULL");
        } else {
            sql.exactly("i.owner", projectId);
        }
        if (exceptImageId != null) {
            sql.add(" AND i.id <> ").bind(exceptImageId);
        }
        Row row = database.read(sql.add(") u")).get(0);
        return new ImageUsage(sum(row, 0), sum(row, 1), sum(row, 2), sum(row, 3));
    }

    private static long sum(Row row, int column) {
        Long sum = row.number(column);
        return sum == null ? 0 : sum;
    }
}
