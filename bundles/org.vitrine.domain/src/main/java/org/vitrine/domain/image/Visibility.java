package org.vitrine.domain.image;

import java.util.Locale;
import java.util.Optional;

/** Who may see an image (VIS-1). The wire name is the lower-case constant. */
public enum Visibility {
    /** Everybody sees it and everybody's lists show it. */
    PUBLIC,
    /** The owner and its members see it. The default. */
    SHARED,
    /** Everybody sees it by id; lists show it on request. */
    COMMUNITY,
    /** The owner alone sees it. */
    PRIVATE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in the API and in the database. */
    public String wireName() {
        return wireName;
    }

    /** The visibility of that wire name (case-sensitive), or empty. */
    public static Optional<Visibility> of(String wireName) {
        for (Visibility visibility : values()) {
            if (visibility.wireName.equals(wireName)) {
                return Optional.of(visibility);
            }
        }
        return Optional.empty();
    }
}
