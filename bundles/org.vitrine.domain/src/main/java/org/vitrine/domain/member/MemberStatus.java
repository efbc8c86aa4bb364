package org.vitrine.domain.member;

import java.util.Locale;
import java.util.Optional;

/** What a project made of an image that was shared with it (MEM-9). It matters for lists alone (MEM-13). */
public enum MemberStatus {
    /** No answer yet. */
    PENDING,
    /** The project's lists show the image. */
    ACCEPTED,
    /** The project does not want to see it. */
    REJECTED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in the API and in the database. */
    public String wireName() {
        return wireName;
    }

    /** The status of that wire name, or empty. */
    public static Optional<MemberStatus> of(String wireName) {
        for (MemberStatus status : values()) {
            if (status.wireName.equals(wireName)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
