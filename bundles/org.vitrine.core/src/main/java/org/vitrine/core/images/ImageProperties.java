package org.vitrine.core.images;

import java.util.Set;

/** Names of additional properties that mean something to the server itself. */
public final class ImageProperties {
    /** Clients may not write names that begin so (PATCH-21, GOTCHA-23). */
    public static final String RESERVED_PREFIX = "os_glance";

    private static final Set<String> INTERNAL = Set.of("os_glance_stage_host", "os_glance_hash_op_host");

    private ImageProperties() {}

    /** Whether clients never see it (REP-14). */
    static boolean isInternal(String name) {
        return INTERNAL.contains(name);
    }

    /** Whether only the server writes it. */
    public static boolean isReserved(String name) {
        return name.startsWith(RESERVED_PREFIX);
    }
}
