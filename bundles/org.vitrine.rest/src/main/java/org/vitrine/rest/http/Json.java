package org.vitrine.rest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.vitrine.core.images.StorableText;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** JSON in and out, with bounds on what comes in. */
public final class Json {
    /** The largest body that is read, in bytes. */
    static final int MAX_BODY = 4 << 20;

    private static final int MAX_DEPTH = 100;
    private static final int MAX_DIGITS = 100;
    /** A token becomes an object of up to a hundred bytes; so many hold a patch of 50 000 operations. */
    private static final int MAX_TOKENS = 400_000;

    /** Where the parser's messages name its own parts and settings. */
    private static final Pattern ABOUT_ITSELF = Pattern.compile(" \\(start marker at .*]\\)| \\(bound as `[^`]*`\\)"
            + "|: not allowed as per `[^`]*`|, from `[^`]*`|: enable `[^`]*` to allow");

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .maxStringLength(MAX_BODY)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    /** The mapper, for trees and resources. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Reads a body: an object or array in UTF-8. Of a key that is given twice the last value counts, as Python has it. */
    static JsonNode read(InputStream body) throws IOException {
        JsonNode node;
        try (BoundedInput bounded = new BoundedInput(body, MAX_BODY);
                InputStreamReader text = new InputStreamReader(bounded, StandardCharsets.UTF_8.newDecoder())) {
            node = MAPPER.readTree(text);
        } catch (CharacterCodingException e) {
            throw new VitrineException(ErrorKind.INVALID, "The request body is not valid UTF-8.", e);
        } catch (JsonProcessingException e) {
            throw new VitrineException(ErrorKind.INVALID, "Malformed JSON in request body: " + words(e), e);
        }
        if (node == null || node.isMissingNode()) {
            throw new VitrineException(ErrorKind.INVALID, "Body expected in request.");
        }
        if (!node.isContainerNode()) {
            throw new VitrineException(ErrorKind.INVALID, "Unexpected body type. Expected list/dict.");
        }
        return node;
    }

    /** What is wrong and where, without what the parser says of itself. */
    private static String words(JsonProcessingException e) {
        String reason = ABOUT_ITSELF.matcher(e.getOriginalMessage()).replaceAll("");
        JsonLocation place = e.getLocation();
        return place == null
                ? reason
                : reason + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    /** {@code INVALID} for keys or values that not every database can store (LIM-33). */
    static void requireStorable(JsonNode node) {
        if (node.isTextual()) {
            StorableText.require("request body", node.textValue());
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            StorableText.require("request body", field.getKey());
            requireStorable(field.getValue());
        }
        if (node.isArray()) {
            node.forEach(Json::requireStorable);
        }
    }

    /** The tree as UTF-8. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A generator that writes UTF-8. */
    public static JsonGenerator generator(OutputStream target) throws IOException {
        return MAPPER.getFactory().createGenerator(target);
    }
}
