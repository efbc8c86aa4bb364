package org.vitrine.domain.image;

import java.util.Optional;

/** The base attributes of an image by which lists can be filtered; {@link #wireName()} is the query parameter. */
public enum ImageAttribute {
    /** The id. */
    ID("id", Kind.TEXT),
    /** The name. */
    NAME("name", Kind.TEXT),
    /** The status. */
    STATUS("status", Kind.TEXT),
    /** The disk format. */
    DISK_FORMAT("disk_format", Kind.TEXT),
    /** The container format. */
    CONTAINER_FORMAT("container_format", Kind.TEXT),
    /** The MD5. */
    CHECKSUM("checksum", Kind.TEXT),
    /** The owner. */
    OWNER("owner", Kind.TEXT),
    /** The multihash algorithm. */
    HASH_ALGORITHM("os_hash_algo", Kind.TEXT),
    /** The multihash. */
    HASH_VALUE("os_hash_value", Kind.TEXT),
    /** The size in bytes. */
    SIZE("size", Kind.NUMBER),
    /** The virtual size in bytes. */
    VIRTUAL_SIZE("virtual_size", Kind.NUMBER),
    /** The least disk in GiB. */
    MIN_DISK("min_disk", Kind.NUMBER),
    /** The least memory in MiB. */
    MIN_RAM("min_ram", Kind.NUMBER),
    /** The time of creation. */
    CREATED_AT("created_at", Kind.TIME),
    /** The time of the last change. */
    UPDATED_AT("updated_at", Kind.TIME),
    /** Whether deletion is refused. */
    PROTECTED("protected", Kind.FLAG),
    /** Whether lists leave it out. */
    HIDDEN("os_hidden", Kind.FLAG);

    /** What sort of value an attribute has. */
    public enum Kind {
        /** A string. */
        TEXT,
        /** A whole number. */
        NUMBER,
        /** A point in time. */
        TIME,
        /** True or false. */
        FLAG
    }

    private final String wireName;
    private final Kind kind;

    ImageAttribute(String wireName, Kind kind) {
        this.wireName = wireName;
        this.kind = kind;
    }

    /** The name in the API. */
    public String wireName() {
        return wireName;
    }

    /** What sort of value it has. */
    public Kind kind() {
        return kind;
    }

    /** The attribute of that wire name, or empty. */
    public static Optional<ImageAttribute> of(String wireName) {
        for (ImageAttribute attribute : values()) {
            if (attribute.wireName.equals(wireName)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }
}
