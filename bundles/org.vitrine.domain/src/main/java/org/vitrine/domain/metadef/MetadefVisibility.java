package org.vitrine.domain.metadef;

import java.util.Locale;
import java.util.Optional;

/** Who may see a namespace (MD-2). The wire name is the lower-case constant. */
public enum MetadefVisibility {
    /** Everybody. */
    PUBLIC,
    /** The owner. The default. */
    PRIVATE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in the API and in the database. */
    public String wireName() {
        return wireName;
    }

    /** The visibility of that wire name, or empty. */
    public static Optional<MetadefVisibility> of(String wireName) {
        for (MetadefVisibility visibility : values()) {
            if (visibility.wireName.equals(wireName)) {
                return Optional.of(visibility);
            }
        }
        return Optional.empty();
    }
}
