package org.vitrine.core.discovery;

import java.util.Map;
import java.util.Optional;

/**
 * A store as clients see it (DISC-2, DISC-4).
 *
 * @param id what clients call it
 * @param description the operator's words
 * @param isDefault whether it takes data when the client names none
 * @param readOnly whether it takes no data at all
 * @param type such as {@code file}
 * @param weight higher is tried first
 * @param properties for administrators
 */
public record ShownStore(
        String id,
        Optional<String> description,
        boolean isDefault,
        boolean readOnly,
        String type,
        int weight,
        Map<String, Object> properties) {}
