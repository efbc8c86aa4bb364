package org.vitrine.domain.image;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The life of an image (contract section 14). The wire name is the lower-case constant. */
public enum ImageStatus {
    /** The record exists, data does not. */
    QUEUED,
    /** Data is being uploaded straight into a store. */
    SAVING,
    /** Data is being staged, or is staged, for an import. */
    UPLOADING,
    /** An import is at work. */
    IMPORTING,
    /** Data is there and may be used. */
    ACTIVE,
    /** Data is there but only administrators may fetch it. */
    DEACTIVATED,
    /** Legacy: an upload of the first API version failed. Nothing sets it any more (STAT-5). */
    KILLED,
    /** Deleted for clients; the scrubber removes the data later. */
    PENDING_DELETE,
    /** Gone. The row stays and keeps the id taken. */
    DELETED;

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private Set<ImageStatus> next;

    static {
        QUEUED.next = EnumSet.of(SAVING, UPLOADING, IMPORTING, ACTIVE, DELETED);
        SAVING.next = EnumSet.of(ACTIVE, KILLED, DELETED, QUEUED);
        UPLOADING.next = EnumSet.of(IMPORTING, QUEUED, DELETED);
        IMPORTING.next = EnumSet.of(ACTIVE, DELETED, QUEUED);
        ACTIVE.next = EnumSet.of(PENDING_DELETE, DELETED, DEACTIVATED);
        KILLED.next = EnumSet.of(DELETED);
        PENDING_DELETE.next = EnumSet.of(DELETED, ACTIVE);
        DEACTIVATED.next = EnumSet.of(ACTIVE, DELETED);
        DELETED.next = EnumSet.noneOf(ImageStatus.class);
    }

    /** The name in the API and in the database. */
    public String wireName() {
        return wireName;
    }

    /** Whether an image of this status may go to {@code target} (STAT-11 to STAT-19). Never true for the same status (STAT-1). */
    public boolean mayBecome(ImageStatus target) {
        return next.contains(target);
    }

    /** The status of that wire name, or empty. */
    public static Optional<ImageStatus> of(String wireName) {
        for (ImageStatus status : values()) {
            if (status.wireName.equals(wireName)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
