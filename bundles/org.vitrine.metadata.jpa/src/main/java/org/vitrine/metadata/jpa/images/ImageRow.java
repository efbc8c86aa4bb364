package org.vitrine.metadata.jpa.images;

import java.time.Instant;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.Visibility;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;

/**
 * A row of the table {@code images}.
 *
 * @param row that begins with the columns of {@link #select}
 */
record ImageRow(Row row) {
    /** How many columns {@link #select} appends. */
    static final int COLUMNS = 19;

    /** Appends the columns of the images named {@code i}; the times are microseconds under the names of their columns. */
    static Sql select(Sql sql) {
        return sql.add("i.id, i.name, i.size, i.virtual_size, i.disk_format, i.container_format, i.status, ")
                .addVisibility("i.visibility")
                .add(" AS visibility, i.checksum, i.os_hash_algo, i.os_hash_value, i.min_disk, i.min_ram, i.owner,"
                        + " i.protected, i.os_hidden, ")
                .addMicros("i.created_at")
                .add(" AS created_at, ")
                .addMicros("i.updated_at")
                .add(" AS updated_at, i.vitrine_revision");
    }

    String id() {
        return row.text(0);
    }

    String owner() {
        return row.text(13);
    }

    Visibility visibility() {
        return Visibility.of(row.text(7)).orElseThrow(() -> unknown("visibility"));
    }

    /** Null in a few rows of old databases. */
    Instant updatedAt() {
        return row.time(17);
    }

    /** Grows with each change that a Vitrine makes; null until the first. */
    Long revision() {
        return row.number(18);
    }

    Image image(Children children) {
        Instant createdAt = row.time(16);
        Instant updatedAt = updatedAt();
        return Image.builder(id(), createdAt)
                .updatedAt(updatedAt == null ? createdAt : updatedAt)
                .name(row.text(1))
                .status(ImageStatus.of(row.text(6)).orElseThrow(() -> unknown("status")))
                .size(row.number(2))
                .virtualSize(row.number(3))
                .diskFormat(row.text(4))
                .containerFormat(row.text(5))
                .visibility(visibility())
                .checksum(row.text(8))
                .hash(row.text(9), row.text(10))
                .minDisk(row.integer(11))
                .minRam(row.integer(12))
                .owner(owner())
                .isProtected(row.flag(14))
                .hidden(row.flag(15))
                .tags(children.tags())
                .properties(children.properties())
                .locations(children.locations())
                .build();
    }

    private VitrineException unknown(String what) {
        return new VitrineException(ErrorKind.INTERNAL, "Image " + id() + " has an unknown " + what + ".");
    }
}
