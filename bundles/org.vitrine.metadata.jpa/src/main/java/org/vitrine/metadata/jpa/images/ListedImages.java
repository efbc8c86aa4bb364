package org.vitrine.metadata.jpa.images;

import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.Viewer;
import org.vitrine.metadata.jpa.sql.Sql;

/** Writes which images a viewer's list shows (VIS-1, contract section 11.4). */
final class ListedImages {
    private final ImageQuery query;
    private final Viewer viewer;
    private final Sql sql;

    ListedImages(ImageQuery query, Sql sql) {
        this.query = query;
        this.viewer = query.viewer();
        this.sql = sql;
    }

    /** Appends the condition. */
    void append() {
        sql.add("(");
        switch (query.visibility()) {
            case DEFAULT -> {
                if (viewer.admin()) {
                    sql.add("i.visibility <> 'community'");
                    ownOr(" OR ");
                } else {
                    sql.add("i.visibility = 'public'");
                    ownOr(" OR ");
                    sharedWith();
                }
            }
            case ALL -> {
                if (viewer.admin()) {
                    sql.add("1 = 1");
                } else {
                    sql.add("i.visibility IN ('public', 'community')");
                    ownOr(" OR ");
                    sharedWith();
                }
            }
            case PUBLIC -> sql.add("i.visibility = 'public'");
            case COMMUNITY -> sql.add("i.visibility = 'community'");
            case PRIVATE -> {
                sql.add("i.visibility = 'private'");
                if (!viewer.admin()) {
                    own();
                }
            }
            case SHARED -> {
                sql.add("i.visibility = 'shared'");
                if (!viewer.admin()) {
                    sql.add(" AND (1 = 0");
                    ownOr(" OR ");
                    sharedWith();
                    sql.add(")");
                }
            }
        }
        sql.add(")");
    }

    private void own() {
        sql.add(" AND ");
        if (viewer.projectId() == null) {
            sql.add("1 = 0");
        } else {
            sql.exactly("i.owner", viewer.projectId());
        }
    }

    private void ownOr(String separator) {
        if (viewer.projectId() != null) {
            sql.add(separator).exactly("i.owner", viewer.projectId());
        }
    }

    private void sharedWith() {
        if (viewer.projectId() == null) {
            return;
        }
        sql.add(" OR (i.visibility = 'shared' AND EXISTS (SELECT 1 FROM image_members m WHERE m.image_id = i.id"
                        + " AND m.deleted = FALSE AND ")
                .exactly("m.member", viewer.projectId());
        if (query.memberStatus() != null) {
            sql.add(" AND m.status = ").bind(query.memberStatus().wireName());
        }
        sql.add("))");
    }
}
