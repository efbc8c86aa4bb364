package org.vitrine.core.importing;

import java.util.List;
import java.util.Optional;
import org.vitrine.domain.json.JsonObject;

/**
 * What a client asks for, its form checked (IMP-1 to IMP-3).
 *
 * @param body the whole body, as the task shows it
 * @param method the name of the method
 * @param parameters the value of {@code method}
 * @param stores the ids that the body names, if it does
 * @param allStores whether all stores are meant
 * @param mustSucceed whether one store that fails makes the import fail; empty: true
 * @param headerStore the store that a header names
 */
public record ImportRequest(
        JsonObject body,
        String method,
        JsonObject parameters,
        Optional<List<String>> stores,
        boolean allStores,
        Optional<Boolean> mustSucceed,
        Optional<String> headerStore) {}
