package org.vitrine.rest.importing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.vitrine.core.importing.ImportRequest;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.rest.http.Json;

/** Reads the body of an import request (IMP-1, IMP-10). */
final class ImportBody {
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private ImportBody() {}

    static ImportRequest read(JsonNode body, Optional<String> headerStore) {
        JsonNode method = body.path("method");
        if (!body.isObject() || !body.has("method")) {
            throw invalid("Import request requires a 'method' field");
        }
        if (!method.isObject() || !method.path("name").isTextual()) {
            throw invalid("Import request requires a 'name' field");
        }
        return new ImportRequest(
                object(body),
                method.get("name").textValue(),
                object(method),
                stores(body),
                flag(body, "all_stores").orElse(false),
                flag(body, "all_stores_must_succeed"),
                headerStore);
    }

    private static JsonObject object(JsonNode node) {
        try {
            return new JsonObject(Json.mapper().convertValue(node, MAP));
        } catch (IllegalArgumentException e) {
            throw new VitrineException(ErrorKind.INVALID, "The request body is nested too deep.", e);
        }
    }

    private static Optional<List<String>> stores(JsonNode body) {
        JsonNode stores = body.path("stores");
        if (stores.isMissingNode() || stores.isNull()) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode store : stores) {
            if (!store.isTextual()) {
                throw invalid("'stores' must be a list of store ids");
            }
            ids.add(store.textValue());
        }
        if (!stores.isArray()) {
            throw invalid("'stores' must be a list of store ids");
        }
        return Optional.of(ids);
    }

    private static Optional<Boolean> flag(JsonNode body, String key) {
        if (!body.has(key)) {
            return Optional.empty();
        }
        if (!body.get(key).isBoolean()) {
            throw invalid("'" + key + "' must be boolean value only");
        }
        return Optional.of(body.get(key).booleanValue());
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }
}
