package org.vitrine.core.images;

import java.util.Set;

/** Names of additional properties that mean something to the server itself. */
public final class ImageProperties {
    /** Clients may not write names that begin so (PATCH-21, GOTCHA-23). */
    public static final String RESERVED_PREFIX = "os_glance";

    /** The URL of the node that has the staged data (STG-8). */
    public static final String STAGE_HOST = "os_glance_stage_host";

    /** The id of the task that imports the image: nobody else may (IMP-70 of the operator contract). */
    public static final String IMPORT_TASK = "os_glance_import_task";

    /** The ids of the stores that an import has still to fill, with commas (IMPF-3). */
    public static final String IMPORTING_TO = "os_glance_importing_to_stores";

    /** The ids of the stores that imports failed to fill, with commas. */
    public static final String FAILED_IMPORT = "os_glance_failed_import";

    private static final Set<String> INTERNAL = Set.of(STAGE_HOST, "os_glance_hash_op_host");

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
