package org.vitrine.metadata.jpa.sql;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A statement that grows: its text, and the values that are bound to it. Whatever came from outside is bound, never
 * written into the text. Null is written, because drivers want a type for a bound null.
 */
public final class Sql {
    /** Comes before the number of a parameter. */
    static final String PARAMETER = "?";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final LocalDateTime EARLIEST = LocalDateTime.of(1, 1, 1, 0, 0);
    private static final LocalDateTime LATEST = LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000);

    private final Vendor vendor;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> arguments = new ArrayList<>();

    /** An empty statement for that vendor. */
    public Sql(Vendor vendor) {
        this.vendor = vendor;
    }

    /** For whom it is written. */
    public Vendor vendor() {
        return vendor;
    }

    /** Appends text of ours. */
    public Sql add(String part) {
        text.append(part);
        return this;
    }

    /** Appends the column {@code value}. */
    public Sql addValue() {
        return add(vendor.value());
    }

    /** Appends what reads that column of visibilities as a text. */
    public Sql addVisibility(String column) {
        return add(vendor == Vendor.POSTGRESQL ? "CAST(" + column + " AS VARCHAR(9))" : column);
    }

    /**
     * Appends, after a table, that its rows be found by that index of ours. MariaDB alone needs it: it would intersect the
     * indexes of two flags that are the same in nearly all rows.
     */
    public Sql addForced(String index) {
        return vendor == Vendor.MARIADB ? add(" FORCE INDEX (" + index + ")") : this;
    }

    /** Appends what reads that column of times, as microseconds since 1970. */
    public Sql addMicros(String column) {
        return add(vendor.micros(column));
    }

    /** Appends an order by that column. */
    public Sql addOrder(String column, boolean ascending, boolean nullable) {
        return add(vendor.order(column, ascending, nullable));
    }

    /** Appends a value: a text, an Integer or a Long, or null. */
    public Sql bind(Object value) {
        return value == null ? add("NULL") : add(parameter(value));
    }

    /** Appends a time, or null. */
    public Sql bindTime(Instant time) {
        return time == null ? add("NULL") : add(vendor.time(parameter(text(time))));
    }

    /** Appends a time to compare a column of Glance's with: at the precision of that column (REP-7). */
    public Sql bindComparedTime(Instant time) {
        return bindTime(vendor.wholeSeconds() ? time.truncatedTo(ChronoUnit.SECONDS) : time);
    }

    /** Appends a visibility by its wire name. */
    public Sql bindVisibility(String wireName) {
        return add(vendor.visibility(parameter(wireName)));
    }

    /** Appends that the column has exactly this text. */
    public Sql exactly(String column, String value) {
        return canHold(value) ? add(vendor.exactly(column, parameter(value))) : add("1 = 0");
    }

    /** Appends the values, separated by commas; there must be one at least. */
    public Sql bindAll(Collection<?> values) {
        String separator = "";
        for (Object value : values) {
            add(separator).bind(value);
            separator = ", ";
        }
        return this;
    }

    /**
     * Whether this database can hold this text, and be asked for it. PostgreSQL refuses U+0000 even in comparisons;
     * MariaDB has Glance's tables in utf8mb3 and refuses to compare them with what is outside of the BMP.
     */
    public boolean canHold(String value) {
        return value.indexOf('\0') < 0
                && (vendor != Vendor.MARIADB || value.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }

    private String parameter(Object value) {
        arguments.add(value);
        return PARAMETER + arguments.size();
    }

    private static String text(Instant time) {
        LocalDateTime local =
                time.isAfter(LATEST.toInstant(ZoneOffset.UTC)) ? LATEST : LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        return TIME.format(local.isBefore(EARLIEST) ? EARLIEST : local);
    }

    String text() {
        return text.toString();
    }

    List<Object> arguments() {
        return Collections.unmodifiableList(arguments);
    }
}
