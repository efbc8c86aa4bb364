package org.vitrine.core.images;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.vitrine.core.data.Digests;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;

/** The hashes that a client says the data of its locations has (LOC-10). */
final class ValidationData {
    private static final String CHECKSUM = "checksum";
    private static final String ALGORITHM = "os_hash_algo";
    private static final String VALUE = "os_hash_value";
    private static final String MD5 = "md5";
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

    /** What differs from the image. */
    private final Map<String, String> fresh;

    private ValidationData(Map<String, String> fresh) {
        this.fresh = fresh;
    }

    /** {@code CONFLICT} where the locations contradict each other, the image or the server's algorithm. */
    static ValidationData of(List<?> locations, Image image, ImageSettings settings) {
        Map<String, String> fresh = merged(locations);
        removeKnown(fresh, CHECKSUM, image.checksum());
        removeKnown(fresh, ALGORITHM, image.hashAlgorithm());
        removeKnown(fresh, VALUE, image.hashValue());
        if (!fresh.isEmpty()) {
            requireValid(fresh, image, settings.hashingAlgorithm());
        }
        return new ValidationData(fresh);
    }

    private static Map<String, String> merged(List<?> locations) {
        Map<String, String> merged = new LinkedHashMap<>();
        for (Object location : locations) {
            if (((Map<?, ?>) location).get("validation_data") instanceof Map<?, ?> data) {
                data.forEach((key, value) -> {
                    String before = merged.put(String.valueOf(key), String.valueOf(value));
                    if (before != null && !before.equals(value)) {
                        throw conflict("Conflicting values for " + key);
                    }
                });
            }
        }
        return merged;
    }

    private static void removeKnown(Map<String, String> fresh, String key, String present) {
        String value = fresh.get(key);
        if (value == null || present == null) {
            return;
        }
        if (!value.equals(present)) {
            throw conflict(key + " is already set with a different value");
        }
        fresh.remove(key);
    }

    private static void requireValid(Map<String, String> fresh, Image image, String algorithm) {
        if (image.status() != ImageStatus.QUEUED) {
            throw conflict("New value(s) for " + String.join(", ", fresh.keySet())
                    + " may only be provided when image status is 'queued'");
        }
        requireHash(CHECKSUM, fresh.get(CHECKSUM), MD5);
        if (!algorithm.equals(fresh.getOrDefault(ALGORITHM, image.hashAlgorithm()))) {
            throw conflict(ALGORITHM + " must be " + algorithm + ", not " + fresh.get(ALGORITHM));
        }
        requireHash(VALUE, fresh.get(VALUE), algorithm);
    }

    private static void requireHash(String key, String value, String algorithm) {
        if (value == null) {
            return;
        }
        if (!HEX.matcher(value).matches()) {
            throw conflict(key + " (" + value + ") is not a valid hexadecimal value");
        }
        int digits = Digests.hexLength(algorithm);
        if (value.length() != digits) {
            throw conflict(key + " (" + value + ") is not the correct size for " + algorithm + " (should be " + digits
                    + " digits)");
        }
    }

    /** Sets the hashes that the image does not have yet. */
    Image.Builder apply(Image.Builder builder) {
        if (fresh.containsKey(CHECKSUM)) {
            builder.checksum(fresh.get(CHECKSUM));
        }
        if (fresh.containsKey(ALGORITHM) && fresh.containsKey(VALUE)) {
            builder.hash(fresh.get(ALGORITHM), fresh.get(VALUE));
        }
        return builder;
    }

    private static VitrineException conflict(String message) {
        return new VitrineException(ErrorKind.CONFLICT, message);
    }
}
