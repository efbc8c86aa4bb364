package org.vitrine.importing.glancedownload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.importing.ImageChanges;

/**
 * What another Image service says of an image, as far as it matters here.
 *
 * @param size bytes of its data
 * @param hash of its data, if it is told
 * @param changes what becomes of our record
 */
record RemoteImage(long size, Optional<ExpectedHash> hash, ImageChanges changes) {
    private static final String RESERVED = "os_glance";
    /** Texts that are no properties, however the operator's beginnings of names are chosen. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "id",
            "name",
            "status",
            "visibility",
            "owner",
            "disk_format",
            "container_format",
            "checksum",
            "os_hash_algo",
            "os_hash_value",
            "created_at",
            "updated_at",
            "direct_url",
            "self",
            "file",
            "schema",
            "stores");

    /**
     * Reads the answer to a show of the image.
     *
     * @param prefixes beginnings of the names of properties that are copied
     * @throws VitrineException {@link ErrorKind#INVALID} when it cannot be imported, {@link ErrorKind#BAD_GATEWAY} when it
     *     is no image
     */
    static RemoteImage of(JsonNode image, List<String> prefixes) {
        String status = image.path("status").asText();
        if (!status.equals("active")) {
            throw new VitrineException(
                    ErrorKind.INVALID,
                    "The status of the source image should be active instead of "
                            + (status.matches("[a-z_]{1,30}") ? status : "unknown"));
        }
        if (!image.path("size").canConvertToLong() || image.path("size").asLong() < 0) {
            throw new VitrineException(ErrorKind.BAD_GATEWAY, "The size of the source image could not be determined");
        }
        Map<String, String> properties = new TreeMap<>();
        image.properties().forEach(field -> {
            String name = field.getKey();
            if (field.getValue().isTextual() && isWanted(name, prefixes)) {
                properties.put(name, field.getValue().textValue());
            }
        });
        return new RemoteImage(
                image.path("size").asLong(),
                ExpectedHash.of(image),
                new ImageChanges(
                        Optional.of(format(image, "disk_format")),
                        Optional.of(format(image, "container_format")),
                        OptionalLong.empty(),
                        properties));
    }

    private static boolean isWanted(String name, List<String> prefixes) {
        return !name.startsWith(RESERVED)
                && !ATTRIBUTES.contains(name)
                && prefixes.stream().anyMatch(name::startsWith);
    }

    private static String format(JsonNode image, String key) {
        String format = image.path(key).textValue();
        if (format == null || !format.matches("[\\w.-]{1,20}")) {
            throw new VitrineException(ErrorKind.BAD_GATEWAY, "The source image has no " + key);
        }
        return format;
    }
}
