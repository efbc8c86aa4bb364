package org.vitrine.metadata.jpa;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.member.ImageMember;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;
import org.vitrine.spi.metadata.MemberRepository;

/** Memberships in Glance's table. The row of a removed one is used again when it is added again (MEM-6). */
final class JpaMembers implements MemberRepository {
    private final Database database;

    JpaMembers(Database database) {
        this.database = database;
    }

    @Override
    public ImageMember add(ImageMember member) {
        return database.inTransaction(() -> {
            // The unique key of the table lets live duplicates through, since null equals nothing: the image's row is
            // what two additions wait for each other at.
            database.read(database.sql()
                    .add("SELECT id FROM images WHERE id = ")
                    .bind(member.imageId())
                    .add(" FOR UPDATE"));
            if (find(member.imageId(), member.memberId()).isPresent()) {
                throw new VitrineException(
                        ErrorKind.CONFLICT,
                        "The project " + member.memberId() + " is already a member of image " + member.imageId() + ".");
            }
            if (!revive(member)) {
                insert(member);
            }
            return find(member.imageId(), member.memberId()).orElseThrow();
        });
    }

    private boolean revive(ImageMember member) {
        List<Row> removed = database.read(database.sql()
                .add("SELECT MAX(id) FROM image_members WHERE deleted = TRUE AND image_id = ")
                .bind(member.imageId())
                .add(" AND ")
                .exactly("member", member.memberId()));
        Long id = removed.get(0).number(0);
        if (id == null) {
            return false;
        }
        Sql sql = database.sql()
                .add("UPDATE image_members SET deleted = FALSE, deleted_at = NULL, can_share = FALSE, status = ")
                .bind(member.status().wireName())
                .add(", updated_at = ")
                .bindTime(member.updatedAt())
                .add(" WHERE id = ")
                .bind(id);
        return database.write(sql) == 1;
    }

    private void insert(ImageMember member) {
        database.write(database.sql()
                .add("INSERT INTO image_members (image_id, member, status, can_share, deleted, created_at, updated_at)"
                        + " VALUES (")
                .bindAll(List.of(
                        member.imageId(), member.memberId(), member.status().wireName()))
                .add(", FALSE, FALSE, ")
                .bindTime(member.createdAt())
                .add(", ")
                .bindTime(member.updatedAt())
                .add(")"));
    }

    @Override
    public Optional<ImageMember> find(String imageId, String memberId) {
        return database.read(select(imageId).add(" AND ").exactly("member", memberId)).stream()
                .map(JpaMembers::member)
                .findFirst();
    }

    @Override
    public List<ImageMember> list(String imageId) {
        return database.read(select(imageId).add(" ORDER BY created_at, id")).stream()
                .map(JpaMembers::member)
                .toList();
    }

    private Sql select(String imageId) {
        return database.sql()
                .add("SELECT image_id, member, status, ")
                .addMicros("created_at")
                .add(", ")
                .addMicros("updated_at")
                .add(" FROM image_members WHERE deleted = FALSE AND ")
                .exactly("image_id", imageId);
    }

    private static ImageMember member(Row row) {
        Instant createdAt = row.time(3);
        Instant updatedAt = row.time(4);
        return new ImageMember(
                row.text(0),
                row.text(1),
                MemberStatus.of(row.text(2)).orElse(MemberStatus.PENDING),
                createdAt,
                updatedAt == null ? createdAt : updatedAt);
    }

    @Override
    public boolean update(ImageMember member) {
        Sql sql = database.sql()
                .add("UPDATE image_members SET status = ")
                .bind(member.status().wireName())
                .add(", updated_at = ")
                .bindTime(member.updatedAt())
                .add(" WHERE deleted = FALSE AND ")
                .exactly("image_id", member.imageId())
                .add(" AND ")
                .exactly("member", member.memberId());
        return database.write(sql) > 0;
    }

    @Override
    public boolean remove(String imageId, String memberId, Instant at) {
        Sql sql = database.sql()
                .add("UPDATE image_members SET deleted = TRUE, deleted_at = ")
                .bindTime(at)
                .add(", updated_at = ")
                .bindTime(at)
                .add(" WHERE deleted = FALSE AND ")
                .exactly("image_id", imageId)
                .add(" AND ")
                .exactly("member", memberId);
        return database.write(sql) > 0;
    }
}
