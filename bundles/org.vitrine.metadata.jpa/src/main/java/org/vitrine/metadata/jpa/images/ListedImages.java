package org.vitrine.metadata.jpa.images;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.Viewer;
import org.vitrine.metadata.jpa.sql.Keyset;
import org.vitrine.metadata.jpa.sql.Sql;

/**
 * Writes the statement of a page: which images a viewer's list shows (VIS-1, contract sections 11.3 and 11.4).
 *
 * <p>What a viewer sees is made of groups that do not overlap: all of a visibility, the own ones, the shared ones. Each
 * has an index of ours that holds it in the order of lists, so each gives its first images without looking at the rest,
 * and the page is made of those. One condition with ORs would make the database look at every image there is.
 */
final class ListedImages {
    /** Attributes whose values pick so few images that the database had better start with those. */
    private static final Set<ImageAttribute> SELECTIVE = EnumSet.of(
            ImageAttribute.ID,
            ImageAttribute.NAME,
            ImageAttribute.OWNER,
            ImageAttribute.CHECKSUM,
            ImageAttribute.HASH_VALUE);

    private final ImageQuery query;
    private final Viewer viewer;
    private final Keyset keyset;
    private final boolean indexed;
    private final List<Group> groups = new ArrayList<>();

    ListedImages(ImageQuery query) {
        this.query = query;
        viewer = query.viewer();
        keyset = ImageKeys.of(query.sort(), query.marker());
        indexed = query.filters().stream().anyMatch(ListedImages::isHidden)
                && query.filters().stream().noneMatch(ListedImages::isSelective);
        switch (query.visibility()) {
            case DEFAULT -> byDefault();
            case ALL -> all();
            case PUBLIC -> of("public");
            case COMMUNITY -> of("community");
            case PRIVATE -> ownOf("private");
            case SHARED -> ownOf("shared");
        }
    }

    private static boolean isHidden(ImageFilter filter) {
        return filter instanceof ImageFilter.Flag flag && flag.attribute() == ImageAttribute.HIDDEN;
    }

    private static boolean isSelective(ImageFilter filter) {
        return filter instanceof ImageFilter.OneOf oneOf && SELECTIVE.contains(oneOf.attribute());
    }

    private void byDefault() {
        if (viewer.admin()) {
            everything(sql -> {
                sql.add("(i.visibility <> 'community'");
                if (viewer.projectId() != null) {
                    sql.add(" OR ").exactly("i.owner", viewer.projectId());
                }
                sql.add(")");
            });
            return;
        }
        of("public");
        own("i.visibility <> 'public'");
        sharedWith();
    }

    private void all() {
        if (viewer.admin()) {
            everything(sql -> sql.add("1 = 1"));
            return;
        }
        of("public");
        of("community");
        own("i.visibility NOT IN ('public', 'community')");
        sharedWith();
    }

    private void ownOf(String visibility) {
        if (viewer.admin()) {
            of(visibility);
            return;
        }
        own("i.visibility = '" + visibility + "'");
        if ("shared".equals(visibility)) {
            sharedWith();
        }
    }

    private void everything(Consumer<Sql> condition) {
        boolean byName = query.sort().get(0).key() == ImageAttribute.NAME;
        groups.add(new Group(
                sql -> images(sql, byName ? "vitrine_images_name_idx" : "vitrine_images_listed_idx"), condition));
    }

    private void of(String visibility) {
        groups.add(new Group(
                sql -> images(sql, "vitrine_images_visibility_idx"),
                sql -> sql.add("i.visibility = '" + visibility + "'")));
    }

    private void own(String condition) {
        if (viewer.projectId() != null) {
            groups.add(new Group(
                    sql -> images(sql, "vitrine_images_owner_idx"),
                    sql -> sql.exactly("i.owner", viewer.projectId()).add(" AND " + condition)));
        }
    }

    private void sharedWith() {
        if (viewer.projectId() != null) {
            groups.add(new Group(sql -> images(sql, "PRIMARY"), this::sharedWith));
        }
    }

    /** By IN, because nothing in the table keeps a project from having two memberships. */
    private void sharedWith(Sql sql) {
        sql.add("i.visibility = 'shared' AND (i.owner IS NULL OR NOT (")
                .exactly("i.owner", viewer.projectId())
                .add(")) AND i.id IN (SELECT m.image_id FROM image_members m WHERE m.deleted = FALSE AND ")
                .exactly("m.member", viewer.projectId());
        if (query.memberStatus() != null) {
            sql.add(" AND m.status = ").bind(query.memberStatus().wireName());
        }
        sql.add(")");
    }

    private void images(Sql sql, String index) {
        sql.add("images i");
        if (indexed) {
            sql.addForced(index);
        }
    }

    /** Whether there is nothing that this viewer could see. */
    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Appends the statement; its rows begin with the columns of {@link ImageRow#select}. */
    void append(Sql sql) {
        if (groups.size() == 1) {
            append(groups.get(0), sql);
            return;
        }
        String separator = "SELECT * FROM ((";
        for (Group group : groups) {
            sql.add(separator);
            append(group, sql);
            separator = ") UNION ALL (";
        }
        sql.add(")) i");
        keyset.appendOrder(sql);
        sql.add(" LIMIT ").bind(query.limit());
    }

    private void append(Group group, Sql sql) {
        ImageRow.select(sql.add("SELECT ")).add(" FROM ");
        group.from.accept(sql);
        sql.add(" WHERE i.deleted = FALSE AND i.status <> 'killed' AND ");
        group.condition.accept(sql);
        for (ImageFilter filter : query.filters()) {
            Filters.append(filter, sql);
        }
        if (query.marker() != null) {
            keyset.appendAfter(sql);
        }
        keyset.appendOrder(sql);
        sql.add(" LIMIT ").bind(query.limit());
    }

    /** Where its images are found, and what holds for them alone. */
    private record Group(Consumer<Sql> from, Consumer<Sql> condition) {}
}
