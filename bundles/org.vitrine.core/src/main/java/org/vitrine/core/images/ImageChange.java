package org.vitrine.core.images;

import java.util.List;

/**
 * One operation of a JSON patch, its syntax and value checked against the image schema (contract sections 12.2 to 12.4).
 *
 * @param operation what to do
 * @param path decoded segments: one name, or {@code locations} and a position ({@code 0}, {@code 1}, … or {@code -})
 * @param value for add and replace: String, Boolean, Integer, Long, List, Map or null, as JSON has it; null for remove
 * @param mustBeNew true for {@code add} of the v2.0 media type: refused where the name exists (PATCH-32)
 */
public record ImageChange(Operation operation, List<String> path, Object value, boolean mustBeNew) {
    /** What a patch operation does. */
    public enum Operation {
        /** Creates, or overwrites. */
        ADD,
        /** Changes what exists. */
        REPLACE,
        /** Removes what exists. */
        REMOVE
    }

    /** The first segment. */
    public String name() {
        return path.get(0);
    }
}
