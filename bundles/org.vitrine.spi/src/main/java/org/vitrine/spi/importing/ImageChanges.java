package org.vitrine.spi.importing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.vitrine.domain.image.Image;

/**
 * What becomes of an image's record. Properties of the server's own, whose names begin with {@code os_glance}, are left
 * out by {@code core}.
 *
 * @param diskFormat the new one, if there is one
 * @param containerFormat the new one, if there is one
 * @param virtualSize bytes of the disk inside; where it is empty, {@code core} reads it from the data
 * @param properties written over those of the same name
 */
public record ImageChanges(
        Optional<String> diskFormat,
        Optional<String> containerFormat,
        OptionalLong virtualSize,
        Map<String, String> properties) {
    /** Nothing changes. */
    public static final ImageChanges NONE =
            new ImageChanges(Optional.empty(), Optional.empty(), OptionalLong.empty(), Map.of());

    /** Copies the properties; their values may be null. */
    public ImageChanges {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** Properties alone. */
    public static ImageChanges ofProperties(Map<String, String> properties) {
        return new ImageChanges(Optional.empty(), Optional.empty(), OptionalLong.empty(), properties);
    }

    /** Formats alone. */
    public static ImageChanges ofFormats(String diskFormat, String containerFormat) {
        return new ImageChanges(Optional.of(diskFormat), Optional.of(containerFormat), OptionalLong.empty(), Map.of());
    }

    /** The image after these changes. */
    public Image applyTo(Image image) {
        Image.Builder builder = image.toBuilder();
        diskFormat.ifPresent(builder::diskFormat);
        containerFormat.ifPresent(builder::containerFormat);
        virtualSize.ifPresent(builder::virtualSize);
        properties.forEach(builder::property);
        return builder.build();
    }
}
