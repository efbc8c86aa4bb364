package org.vitrine.policy.oslo.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.policy.oslo.language.Credentials;
import org.vitrine.spi.policy.PolicyTarget;

/** What a policy server is told, in JSON: never the token. */
record Inquiry(String ruleName, RequestContext caller, PolicyTarget policyTarget) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> NUMBERS = Set.of("size", "virtual_size", "min_disk", "min_ram");
    private static final String WHOLE_NUMBER = "-?[0-9]{1,18}";

    String rule() {
        return json(ruleName);
    }

    String target() {
        return json(values());
    }

    String credentials() {
        return json(Credentials.of(caller));
    }

    /** One object of all three. */
    String whole() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("rule", ruleName);
        parts.put("target", values());
        parts.put("credentials", Credentials.of(caller));
        return json(parts);
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key : policyTarget.keys()) {
            String value = policyTarget.value(key);
            if (value != null) {
                boolean number = NUMBERS.contains(key) && value.matches(WHOLE_NUMBER);
                values.put(key, number ? (Object) Long.valueOf(value) : value);
            }
        }
        return values;
    }

    private static String json(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter has no reason to fail
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName((String) entry.getKey());
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else {
            constantOrText(generator, (String) value);
        }
    }

    /** The policy language has the constants as text; in JSON they are what they were. */
    private static void constantOrText(JsonGenerator generator, String value) throws IOException {
        switch (value) {
            case "None" -> generator.writeNull();
            case "True" -> generator.writeBoolean(true);
            case "False" -> generator.writeBoolean(false);
            default -> generator.writeString(value);
        }
    }
}
