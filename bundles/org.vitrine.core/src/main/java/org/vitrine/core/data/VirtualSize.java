package org.vitrine.core.data;

import java.nio.ByteBuffer;
import org.vitrine.domain.image.Image;
import org.vitrine.format.FormatInspector;

/** Finds the size of the disk inside an image while its data passes by (FMT-1 to FMT-3). For one thread. */
final class VirtualSize {
    private final String diskFormat;
    private final FormatInspector inspector;

    private VirtualSize(String diskFormat, FormatInspector inspector) {
        this.diskFormat = diskFormat;
        this.inspector = inspector;
    }

    /** Data in a container other than {@code bare} is not looked at (FMT-2). */
    static VirtualSize of(Image image) {
        boolean looks = "bare".equals(image.containerFormat()) && image.virtualSize() == null;
        return new VirtualSize(image.diskFormat(), looks ? new FormatInspector() : null);
    }

    void accept(ByteBuffer chunk) {
        if (inspector != null) {
            inspector.accept(chunk);
        }
    }

    /** The size in bytes, or null when the data does not tell, or tells nothing; once, after the last chunk. */
    Long value() {
        if (inspector == null) {
            return null;
        }
        long size = inspector.finish().virtualSize(diskFormat).orElse(0);
        return size == 0 ? null : size;
    }
}
