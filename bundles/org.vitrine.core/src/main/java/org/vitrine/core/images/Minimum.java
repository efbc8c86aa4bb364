package org.vitrine.core.images;

import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** {@code min_disk} and {@code min_ram}: 0 to 2^31-1 (LIM-32). */
final class Minimum {
    private Minimum() {}

    /** The value; {@code INVALID} outside the range. */
    static int require(String name, long value) {
        requireNotNegative(name, value);
        requireNotTooLarge(name, value);
        return (int) value;
    }

    static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new VitrineException(
                    ErrorKind.INVALID,
                    "Invalid value '" + value + "' for parameter '" + name + "': Cannot be a negative value");
        }
    }

    static void requireNotTooLarge(String name, long value) {
        if (value > Integer.MAX_VALUE) {
            throw new VitrineException(
                    ErrorKind.INVALID, "'" + name + "' value out of range, must not exceed " + Integer.MAX_VALUE + ".");
        }
    }
}
