package org.vitrine.rest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** JSON in and out, with bounds on what comes in. */
public final class Json {
    /** The largest body that is read, in bytes. */
    static final int MAX_BODY = 1 << 20;

    private static final int MAX_DEPTH = 100;
    private static final int MAX_DIGITS = 100;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .maxStringLength(MAX_BODY)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    /** The mapper, for trees and resources. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Reads a body: an object or array of at most 1 MiB. */
    static JsonNode read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new VitrineException(
                    ErrorKind.QUOTA_EXCEEDED, "The request body is larger than " + MAX_BODY + " bytes.");
        }
        return parse(bytes);
    }

    static JsonNode parse(byte[] bytes) {
        JsonNode node;
        try {
            node = MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new VitrineException(ErrorKind.INVALID, "The request body is not valid UTF-8.", e);
        } catch (JsonProcessingException e) {
            throw new VitrineException(
                    ErrorKind.INVALID, "The request body is not valid JSON: " + e.getOriginalMessage(), e);
        }
        if (node == null || node.isMissingNode() || !node.isContainerNode()) {
            throw new VitrineException(ErrorKind.INVALID, "The request body must be a JSON object or array.");
        }
        requireBasicPlane(node);
        return node;
    }

    /** Characters beyond the basic plane cannot be stored by every database (LIM-33). */
    private static void requireBasicPlane(JsonNode node) {
        if (node.isTextual()) {
            requireBasicPlane(node.textValue());
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            requireBasicPlane(field.getKey());
            requireBasicPlane(field.getValue());
        }
        if (node.isArray()) {
            node.forEach(Json::requireBasicPlane);
        }
    }

    /** {@code INVALID} for text with characters that not every database can store (LIM-33). */
    public static void requireBasicPlane(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                throw new VitrineException(ErrorKind.INVALID, "Unicode characters beyond U+FFFF are not supported.");
            }
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
    public static JsonGenerator generator(java.io.OutputStream target) throws IOException {
        return MAPPER.getFactory().createGenerator(target);
    }
}
