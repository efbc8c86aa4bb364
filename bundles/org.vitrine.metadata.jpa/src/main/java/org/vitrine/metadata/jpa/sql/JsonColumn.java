package org.vitrine.metadata.jpa.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.json.JsonObject;

/** Columns that hold a JSON object as text (DB-2). */
public final class JsonColumn {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private JsonColumn() {}

    /** The object of a column's text; null for SQL's null and for JSON's. */
    public static JsonObject read(String text) {
        if (text == null) {
            return null;
        }
        try {
            Map<String, Object> values = JSON.readValue(text, MAP);
            return values == null ? null : new JsonObject(values);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new VitrineException(ErrorKind.INTERNAL, "The database holds text that is no JSON object.", e);
        }
    }

    /** The column's text of an object; null for null. */
    public static String write(JsonObject object) {
        return object == null ? null : object.toString();
    }
}
