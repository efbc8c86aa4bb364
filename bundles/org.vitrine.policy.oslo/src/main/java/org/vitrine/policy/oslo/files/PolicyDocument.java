package org.vitrine.policy.oslo.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the text of a policy file, JSON if it is that, YAML otherwise (POL-1). */
final class PolicyDocument {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyDocument.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_NESTING = 50;
    private static final int MAX_ALIASES = 100;

    private PolicyDocument() {}

    /**
     * Rule names to what stands there; names that are no text are left out, with a warning, as no rule can be asked for
     * by such a name.
     */
    static Map<String, Object> parse(Path path, String text) throws PolicyFileException {
        Object document;
        try {
            document = json(text);
            LOG.warn("Policy file {} is JSON, which is deprecated; YAML has the same meaning", path);
        } catch (JsonProcessingException notJson) {
            document = yaml(path, text);
        } catch (IOException e) {
            throw new PolicyFileException("Policy file " + path + " cannot be parsed: " + e, e);
        }
        return mapping(path, document);
    }

    private static Map<String, Object> mapping(Path path, Object document) throws PolicyFileException {
        if (empty(document)) {
            return Map.of();
        }
        if (!(document instanceof Map<?, ?> map)) {
            throw new PolicyFileException("Policy file " + path + " is no mapping of rule names to rules");
        }
        Map<String, Object> rules = new LinkedHashMap<>();
        map.forEach((name, rule) -> {
            if (name instanceof String text) {
                rules.put(text, rule);
            } else {
                LOG.warn("Policy file {}: the name {} is no text and counts for nothing; quote it", path, name);
            }
        });
        return rules;
    }

    /** What Python takes for false. */
    private static boolean empty(Object document) {
        return document == null
                || Boolean.FALSE.equals(document)
                || "".equals(document)
                || document instanceof Number number && number.doubleValue() == 0
                || document instanceof List<?> list && list.isEmpty();
    }

    private static Object yaml(Path path, String text) throws PolicyFileException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(PolicyFiles.MAX_FILE_BYTES);
        options.setNestingDepthLimit(MAX_NESTING);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowRecursiveKeys(false);
        try {
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (YAMLException e) {
            throw new PolicyFileException("Policy file " + path + " is neither JSON nor YAML: " + e.getMessage(), e);
        }
    }

    private static Object json(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            Object document = value(parser, 0);
            if (parser.nextToken() != null) {
                throw new com.fasterxml.jackson.core.JsonParseException(parser, "more than one value");
            }
            return document;
        }
    }

    private static Object value(JsonParser parser, int depth) throws IOException {
        if (depth > MAX_NESTING || parser.currentToken() == null) {
            throw new com.fasterxml.jackson.core.JsonParseException(parser, "nothing, or nested too deep");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, Object> object(JsonParser parser, int depth) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            map.put(name, value(parser, depth + 1));
        }
        return map;
    }

    private static List<Object> array(JsonParser parser, int depth) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, depth + 1));
        }
        return list;
    }
}
