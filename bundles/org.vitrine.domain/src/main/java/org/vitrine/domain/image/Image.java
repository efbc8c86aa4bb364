package org.vitrine.domain.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An image as the database has it (DB-10 to DB-14), without its members.
 *
 * @param id 36 characters at most, as its creator gave it
 * @param name 255 characters at most, or null
 * @param status never null
 * @param visibility never null
 * @param owner project id, or null for an image that nobody owns
 * @param isProtected true: deletion is refused
 * @param hidden true: lists leave it out unless asked (os_hidden)
 * @param diskFormat or null
 * @param containerFormat or null
 * @param size bytes, or null while there are none
 * @param virtualSize bytes of the disk inside, or null
 * @param minDisk GiB, 0 to 2^31-1
 * @param minRam MiB, 0 to 2^31-1
 * @param checksum MD5 in lower-case hex, or null
 * @param hashAlgorithm such as {@code sha512}, or null
 * @param hashValue lower-case hex, or null
 * @param createdAt UTC, microseconds where the database has them
 * @param updatedAt as {@code createdAt}
 * @param tags without duplicates, in no defined order
 * @param properties the additional properties; a value may be null (REP-11)
 * @param locations in stored order
 */
public record Image(
        String id,
        String name,
        ImageStatus status,
        Visibility visibility,
        String owner,
        boolean isProtected,
        boolean hidden,
        String diskFormat,
        String containerFormat,
        Long size,
        Long virtualSize,
        int minDisk,
        int minRam,
        String checksum,
        String hashAlgorithm,
        String hashValue,
        Instant createdAt,
        Instant updatedAt,
        List<String> tags,
        Map<String, String> properties,
        List<ImageLocation> locations) {

    /** Checks the components that may not be null and copies the collections. */
    public Image {
        Objects.requireNonNull(id);
        Objects.requireNonNull(status);
        Objects.requireNonNull(visibility);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(updatedAt);
        tags = tags.isEmpty() ? List.of() : List.copyOf(new LinkedHashSet<>(tags));
        properties = properties.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        locations = List.copyOf(locations);
    }

    /** A builder that holds these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** A builder of a queued, shared image without any data, created now as the caller's clock says. */
    public static Builder builder(String id, Instant now) {
        return new Builder(id, now);
    }

    /** Collects the values of an image. Not for several threads. */
    public static final class Builder {
        private final String id;
        private String name;
        private ImageStatus status = ImageStatus.QUEUED;
        private Visibility visibility = Visibility.SHARED;
        private String owner;
        private boolean isProtected;
        private boolean hidden;
        private String diskFormat;
        private String containerFormat;
        private Long size;
        private Long virtualSize;
        private int minDisk;
        private int minRam;
        private String checksum;
        private String hashAlgorithm;
        private String hashValue;
        private Instant createdAt;
        private Instant updatedAt;
        private List<String> tags = List.of();
        /** Copied before the first change, so that a change of something else copies nothing. */
        private Map<String, String> properties = Map.of();

        private boolean propertiesCopied;
        private List<ImageLocation> locations = List.of();

        private Builder(String id, Instant now) {
            this.id = id;
            createdAt = now;
            updatedAt = now;
        }

        private Builder(Image image) {
            id = image.id;
            name = image.name;
            status = image.status;
            visibility = image.visibility;
            owner = image.owner;
            isProtected = image.isProtected;
            hidden = image.hidden;
            diskFormat = image.diskFormat;
            containerFormat = image.containerFormat;
            size = image.size;
            virtualSize = image.virtualSize;
            minDisk = image.minDisk;
            minRam = image.minRam;
            checksum = image.checksum;
            hashAlgorithm = image.hashAlgorithm;
            hashValue = image.hashValue;
            createdAt = image.createdAt;
            updatedAt = image.updatedAt;
            tags = image.tags;
            properties = image.properties;
            locations = image.locations;
        }

        /** Sets the name; null for none. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Sets the status. Going to {@link ImageStatus#QUEUED} clears both sizes (STAT-3). */
        public Builder status(ImageStatus value) {
            status = value;
            if (value == ImageStatus.QUEUED) {
                size = null;
                virtualSize = null;
            }
            return this;
        }

        /** Sets the visibility. */
        public Builder visibility(Visibility value) {
            visibility = value;
            return this;
        }

        /** Sets the owning project; null for none. */
        public Builder owner(String value) {
            owner = value;
            return this;
        }

        /** Sets whether deletion is refused. */
        public Builder isProtected(boolean value) {
            isProtected = value;
            return this;
        }

        /** Sets whether lists leave the image out. */
        public Builder hidden(boolean value) {
            hidden = value;
            return this;
        }

        /** Sets the disk format; null for none. */
        public Builder diskFormat(String value) {
            diskFormat = value;
            return this;
        }

        /** Sets the container format; null for none. */
        public Builder containerFormat(String value) {
            containerFormat = value;
            return this;
        }

        /** Sets the size in bytes; null for unknown. */
        public Builder size(Long value) {
            size = value;
            return this;
        }

        /** Sets the virtual size in bytes; null for unknown. */
        public Builder virtualSize(Long value) {
            virtualSize = value;
            return this;
        }

        /** Sets the least disk in GiB. */
        public Builder minDisk(int value) {
            minDisk = value;
            return this;
        }

        /** Sets the least memory in MiB. */
        public Builder minRam(int value) {
            minRam = value;
            return this;
        }

        /** Sets the MD5 in hex; null for none. */
        public Builder checksum(String value) {
            checksum = value;
            return this;
        }

        /** Sets the multihash: the algorithm and the value in hex; null for none. */
        public Builder hash(String algorithm, String value) {
            hashAlgorithm = algorithm;
            hashValue = value;
            return this;
        }

        /** Sets when the record was made. */
        public Builder createdAt(Instant value) {
            createdAt = value;
            return this;
        }

        /** Sets when the record was last changed. */
        public Builder updatedAt(Instant value) {
            updatedAt = value;
            return this;
        }

        /** Replaces all tags; duplicates are merged. */
        public Builder tags(Collection<String> value) {
            tags = new ArrayList<>(value);
            return this;
        }

        /** Replaces all additional properties. */
        public Builder properties(Map<String, String> value) {
            properties = new LinkedHashMap<>(value);
            propertiesCopied = true;
            return this;
        }

        /** Sets one additional property; the value may be null. */
        public Builder property(String key, String value) {
            ownProperties().put(key, value);
            return this;
        }

        /** Removes one additional property; absent is fine. */
        public Builder removeProperty(String key) {
            ownProperties().remove(key);
            return this;
        }

        private Map<String, String> ownProperties() {
            if (!propertiesCopied) {
                properties = new LinkedHashMap<>(properties);
                propertiesCopied = true;
            }
            return properties;
        }

        /** Replaces all locations. */
        public Builder locations(List<ImageLocation> value) {
            locations = new ArrayList<>(value);
            return this;
        }

        /** The image. */
        public Image build() {
            return new Image(
                    id,
                    name,
                    status,
                    visibility,
                    owner,
                    isProtected,
                    hidden,
                    diskFormat,
                    containerFormat,
                    size,
                    virtualSize,
                    minDisk,
                    minRam,
                    checksum,
                    hashAlgorithm,
                    hashValue,
                    createdAt,
                    updatedAt,
                    tags,
                    properties,
                    locations);
        }
    }
}
