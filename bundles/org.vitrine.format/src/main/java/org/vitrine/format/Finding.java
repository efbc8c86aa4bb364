package org.vitrine.format;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One format that the data is of.
 *
 * @param format never {@link DiskFormat#RAW}
 * @param virtualSize bytes of the disk inside as the header says it, 0 or more; absent when the header does not tell, or
 *     tells 2^63 or more
 * @param subtype what the format's own description calls the kind of image, such as {@code streamOptimized}; absent
 *     when the data does not tell. That of a VMDK was written by whoever made the image: 63 characters at most, no
 *     quotes, otherwise anything that is printable ASCII
 * @param dangers in the order in which they were noticed; empty when nothing speaks against the data
 */
public record Finding(DiskFormat format, OptionalLong virtualSize, Optional<String> subtype, List<Danger> dangers) {
    /** Copies the dangers. */
    public Finding {
        Objects.requireNonNull(format);
        Objects.requireNonNull(virtualSize);
        Objects.requireNonNull(subtype);
        dangers = List.copyOf(dangers);
    }

    /** Whether there is a danger of that kind. */
    public boolean has(Danger.Kind kind) {
        return dangers.stream().anyMatch(danger -> danger.kind() == kind);
    }
}
