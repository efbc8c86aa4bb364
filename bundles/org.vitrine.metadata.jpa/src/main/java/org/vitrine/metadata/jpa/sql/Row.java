package org.vitrine.metadata.jpa.sql;

import java.time.Instant;

/**
 * One row of a result, read by position from 0 on.
 *
 * @param columns what EclipseLink made of them
 */
public record Row(Object[] columns) {
    private static final long MICROS = 1_000_000;

    /** A text, or null. */
    public String text(int column) {
        Object value = columns[column];
        return value == null ? null : value.toString();
    }

    /** A whole number, or null. */
    public Long number(int column) {
        Object value = columns[column];
        return value == null ? null : ((Number) value).longValue();
    }

    /** A whole number of a column that is not null. */
    public int integer(int column) {
        return ((Number) columns[column]).intValue();
    }

    /** Whether the column holds nothing. */
    public boolean isNull(int column) {
        return columns[column] == null;
    }

    /** True or false of a column that is not null; MariaDB has numbers for them. */
    public boolean flag(int column) {
        Object value = columns[column];
        return value instanceof Boolean flag ? flag : ((Number) value).intValue() != 0;
    }

    /** A time that was read with {@link Sql#addMicros}, or null. */
    public Instant time(int column) {
        Long micros = number(column);
        if (micros == null) {
            return null;
        }
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
    }
}
