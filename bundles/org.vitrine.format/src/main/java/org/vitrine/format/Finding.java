package org.vitrine.format;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One format that the data is.
 *
 * @param format never {@link DiskFormat#RAW}
 * @param virtualSize bytes of the disk inside, 0 or more; absent when the data does not tell
 * @param subtype such as {@code streamOptimized} for a VMDK, as it is written there; absent when it does not tell
 * @param dangers why the data should not be given to a program that reads the format, in words a user may read; empty
 *     when nothing speaks against it
 */
public record Finding(DiskFormat format, OptionalLong virtualSize, Optional<String> subtype, List<String> dangers) {
    /** Copies the dangers. */
    public Finding {
        Objects.requireNonNull(format);
        Objects.requireNonNull(virtualSize);
        Objects.requireNonNull(subtype);
        dangers = List.copyOf(dangers);
    }
}
