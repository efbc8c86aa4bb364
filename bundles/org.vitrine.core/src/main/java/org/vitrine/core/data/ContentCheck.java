package org.vitrine.core.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.format.DiskFormat;
import org.vitrine.format.FormatInspector;
import org.vitrine.format.FormatReport;

/**
 * Looks at image data while it passes by: for the size of the disk inside (FMT-1 to FMT-3) and, where the operator wants
 * that, for data that is not what the image's disk format says, or not safe (FMT-4 to FMT-7). For one thread.
 */
public final class ContentCheck {
    private static final String BARE = "bare";

    private enum Aim {
        /** The virtual size, if it can be told. */
        SIZE,
        /** That the data is what the image says, and safe. */
        MATCH,
        /** What the data is, and that it is safe. */
        FORMAT
    }

    /**
     * What the data says of its image.
     *
     * @param diskFormat the image's own, unless another one was to be found out
     * @param virtualSize bytes; null when the data does not tell, or tells nothing
     */
    public record Found(String diskFormat, Long virtualSize) {}

    private final Image image;
    private final Aim aim;
    private final List<String> accepted;
    private final FormatInspector inspector;

    private ContentCheck(Image image, Aim aim, List<String> accepted, FormatInspector inspector) {
        this.image = image;
        this.aim = aim;
        this.accepted = accepted;
        this.inspector = inspector;
    }

    /**
     * Data in a container other than {@code bare} is not looked at (FMT-2).
     *
     * @param mustMatch whether data of another format, or that is not safe, is refused
     */
    public static ContentCheck of(Image image, boolean mustMatch) {
        boolean looks = BARE.equals(image.containerFormat()) && (mustMatch || image.virtualSize() == null);
        Aim aim = mustMatch ? Aim.MATCH : Aim.SIZE;
        return new ContentCheck(image, aim, List.of(), looks ? new FormatInspector() : null);
    }

    /**
     * For tasks of the old kind (op:TASK-11): the image is of the format that its data is of, whatever it said before. Data
     * that is not safe is refused; in other containers than {@code bare} the format is believed, and where it is true, the
     * virtual size is found.
     *
     * @param accepted the disk formats that images may have
     */
    public static ContentCheck introspecting(Image image, List<String> accepted) {
        return new ContentCheck(image, Aim.FORMAT, accepted, new FormatInspector());
    }

    /** Looks at the next chunk. Throws as soon as it is sure that the data will be refused. */
    public void accept(ByteBuffer chunk) {
        if (inspector != null) {
            inspector.accept(chunk);
            if (aim == Aim.MATCH) {
                require(inspector.foreseenRefusal(image.diskFormat()));
            }
        }
    }

    /** What was found. To be called once, after the last chunk. Throws when the data is refused. */
    public Found finish() {
        if (inspector == null) {
            return new Found(image.diskFormat(), image.virtualSize());
        }
        FormatReport report = inspector.finish();
        return switch (aim) {
            case SIZE -> found(report, image.diskFormat());
            case MATCH -> {
                require(report.refusal(image.diskFormat()));
                yield found(report, image.diskFormat());
            }
            case FORMAT -> BARE.equals(image.containerFormat()) ? recognized(report) : contained(report);
        };
    }

    private Found found(FormatReport report, String diskFormat) {
        long size = report.virtualSize(diskFormat).orElse(0);
        return new Found(diskFormat, size == 0 ? image.virtualSize() : Long.valueOf(size));
    }

    private Found recognized(FormatReport report) {
        String format = format(report);
        require(report.refusal(format));
        if (!accepted.contains(format)) {
            require(Optional.of("The image data is " + format + ", which is no disk format of this server"));
        }
        return found(report, format);
    }

    /** Of what cannot be told from content, that is believed which was said. Partitions and encryption are a raw disk's. */
    private String format(FormatReport report) {
        String claim = image.diskFormat();
        List<DiskFormat> formats = report.formats();
        if (formats.isEmpty()) {
            boolean hidden = claim != null && DiskFormat.of(claim).isEmpty();
            return hidden ? claim : DiskFormat.RAW.label();
        }
        DiskFormat content = formats.get(0);
        return content.isOfRawDisk() && !content.label().equals(claim) ? DiskFormat.RAW.label() : content.label();
    }

    private Found contained(FormatReport report) {
        for (DiskFormat format : report.formats()) {
            if (!format.isOfRawDisk()) {
                require(report.danger(format).map(danger -> danger.reason()));
            }
        }
        boolean isTold =
                DiskFormat.of(image.diskFormat()).flatMap(report::finding).isPresent();
        return isTold ? found(report, image.diskFormat()) : new Found(image.diskFormat(), image.virtualSize());
    }

    private static void require(Optional<String> refusal) {
        if (refusal.isPresent()) {
            throw new VitrineException(ErrorKind.UNSUPPORTED_MEDIA_TYPE, refusal.get() + ".");
        }
    }
}
