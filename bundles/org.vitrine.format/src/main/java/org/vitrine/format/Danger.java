package org.vitrine.format;

import java.util.Objects;

/**
 * Something that speaks against giving the data to a program that reads its format (FMT-6, op:IMP-85).
 *
 * @param kind of what sort it is, for those who decide
 * @param reason the same in words that a user may read; nothing of the data is quoted in it
 */
public record Danger(Kind kind, String reason) {
    /** Checks that nothing is null. */
    public Danger {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(reason);
    }

    /** The sorts of danger. */
    public enum Kind {
        /** The image is the difference to another one, which its reader would open: a backing file, a parent. */
        PARENT,
        /** The image names other files that its reader would open for the data. */
        OTHER_FILES,
        /** The image says itself that who does not know all of its features cannot read it, and has unknown ones. */
        UNKNOWN_FEATURE,
        /** The image is of a version or a kind that is never accepted. */
        UNSUPPORTED,
        /** The image contradicts itself or the description of its format, so that readers may see different disks. */
        MALFORMED,
        /** The data ends before the image does. */
        TRUNCATED,
        /** The image claims to be larger than the format, or any disk, can be. */
        ABSURD_SIZE
    }
}
