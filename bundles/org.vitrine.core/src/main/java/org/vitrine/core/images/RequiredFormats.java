package org.vitrine.core.images;

import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;

/** An image gets no data before its formats are set (STAT-2). */
public final class RequiredFormats {
    private RequiredFormats() {}

    /** Throws unless both are set. */
    public static void require(Image image, ErrorKind kind) {
        boolean disk = image.diskFormat() != null;
        boolean container = image.containerFormat() != null;
        if (!disk && !container) {
            throw new VitrineException(
                    kind, "Properties disk_format, container_format must be set prior to saving data.");
        }
        if (!disk || !container) {
            throw new VitrineException(
                    kind,
                    "Property " + (disk ? "container_format" : "disk_format") + " must be set prior to saving data.");
        }
    }
}
