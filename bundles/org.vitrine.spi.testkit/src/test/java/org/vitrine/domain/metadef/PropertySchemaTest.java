package org.vitrine.domain.metadef;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.testkit.Covers;

public class PropertySchemaTest {
    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> keys = new HashMap<>(Map.of("type", "string", "title", "T"));
        keys.put(key, value);
        return keys;
    }

    private static Object kept(String key, Object value) {
        return PropertySchema.of(with(key, value)).json().values().get(key);
    }

    @Test
    @Covers({"MDP-3", "GOTCHA-36"})
    public void aDefaultIsText() {
        assertEquals("100", kept("default", 100));
        assertEquals("True", kept("default", true));
        assertEquals("False", kept("default", false));
        assertEquals("1.5", kept("default", new BigDecimal("1.5")));
        assertEquals("x", kept("default", "x"));
        assertEquals("[\"a\",1]", kept("default", List.of("a", 1)));
        assertEquals(null, kept("default", null));
    }

    @Test
    @Covers({"MDP-2", "MDP-3"})
    public void numbersStayNumbersAndWholeOnesAreWhole() {
        assertEquals(1000L, kept("minimum", new BigDecimal("1E+3")));
        assertEquals(new BigDecimal("1.5"), kept("maximum", 1.5));
        assertEquals(2L, kept("minLength", new BigDecimal("2.0")));
        assertEquals(List.of("1", "True", "x"), kept("enum", List.of(1, true, "x")));
        assertEquals(true, kept("readonly", true));
    }

    @Test
    @Covers({"MD-6", "SCH-16"})
    public void wrongValuesAreInvalid() {
        Map<String, Object> wrong = new HashMap<>();
        wrong.put("foo", 1);
        wrong.put("required", List.of("a"));
        wrong.put("type", "strin");
        wrong.put("title", 1);
        wrong.put("enum", List.of(List.of()));
        wrong.put("operators", "x");
        wrong.put("readonly", "true");
        wrong.put("minimum", "1");
        wrong.put("maximum", new BigDecimal("1e999999999"));
        wrong.put("minLength", -1);
        wrong.put("maxLength", 1.5);
        wrong.put("items", Map.of("enum", List.of("a")));
        wrong.put("additionalItems", 1);
        wrong.forEach((key, value) -> assertEquals(
                key,
                ErrorKind.INVALID,
                assertThrows(key, VitrineException.class, () -> PropertySchema.of(with(key, value)))
                        .kind()));
        assertThrows(VitrineException.class, () -> PropertySchema.of(Map.of("type", "string")));
        assertThrows(VitrineException.class, () -> PropertySchema.of(Map.of("title", "T")));
        assertThrows(VitrineException.class, () -> PropertySchema.of(with("items", Map.of("type", "a", "x", 1))));
        assertThrows(
                VitrineException.class,
                () -> PropertySchema.of(with("items", Map.of("type", "string", "enum", Arrays.asList("a", null)))));
    }

    @Test
    public void whatIsStoredIsReadAsFarAsItIsGood() {
        PropertySchema schema = PropertySchema.stored(with("foo", 1));
        assertEquals(Map.of("type", "string", "title", "T"), schema.json().values());
        assertEquals(Map.of(), PropertySchema.stored(Map.of("type", 5)).json().values());
        assertEquals(
                Map.of("default", "8"),
                PropertySchema.stored(Map.of("default", 8)).json().values());
    }

    @Test
    @Covers("MDN-10")
    public void aPrefixComesBeforeAllNames() {
        PropertySchema schema = PropertySchema.of(with("name", "p"));
        MetadefObject object = new MetadefObject("o", null, List.of("p"), Map.of("p", schema)).prefixed("hw_");
        assertEquals(new MetadefObject("o", null, List.of("hw_p"), Map.of("hw_p", schema)), object);
    }
}
