package org.vitrine.core.data;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.format.FormatInspector;
import org.vitrine.format.FormatReport;

/**
 * Looks at image data while it passes by: for the size of the disk inside (FMT-1 to FMT-3) and, where the operator wants
 * that, for data that is not what the image's disk format says, or not safe (FMT-4 to FMT-7). For one thread.
 */
public final class ContentCheck {
    private final Image image;
    private final boolean mustMatch;
    private final FormatInspector inspector;

    private ContentCheck(Image image, boolean mustMatch, FormatInspector inspector) {
        this.image = image;
        this.mustMatch = mustMatch;
        this.inspector = inspector;
    }

    /**
     * Data in a container other than {@code bare} is not looked at (FMT-2).
     *
     * @param mustMatch whether data of another format, or that is not safe, is refused
     */
    public static ContentCheck of(Image image, boolean mustMatch) {
        boolean looks = "bare".equals(image.containerFormat()) && (mustMatch || image.virtualSize() == null);
        return new ContentCheck(image, mustMatch, looks ? new FormatInspector() : null);
    }

    /** Looks at the next chunk. Throws as soon as it is sure that the data will be refused. */
    public void accept(ByteBuffer chunk) {
        if (inspector != null) {
            inspector.accept(chunk);
            if (mustMatch) {
                require(inspector.foreseenRefusal(image.diskFormat()));
            }
        }
    }

    /**
     * The virtual size of the image, in bytes; null when the data does not tell, or tells nothing. To be called once,
     * after the last chunk. Throws when the data is refused.
     */
    public Long virtualSize() {
        if (inspector == null) {
            return image.virtualSize();
        }
        FormatReport report = inspector.finish();
        if (mustMatch) {
            require(report.refusal(image.diskFormat()));
        }
        long size = report.virtualSize(image.diskFormat()).orElse(0);
        return size == 0 ? image.virtualSize() : Long.valueOf(size);
    }

    private static void require(Optional<String> refusal) {
        if (refusal.isPresent()) {
            throw new VitrineException(ErrorKind.UNSUPPORTED_MEDIA_TYPE, refusal.get() + ".");
        }
    }
}
