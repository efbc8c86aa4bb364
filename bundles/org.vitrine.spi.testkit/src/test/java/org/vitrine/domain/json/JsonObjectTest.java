package org.vitrine.domain.json;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class JsonObjectTest {
    @Test
    public void numbersAreEqualWhoeverReadThem() {
        assertEquals(new JsonObject(Map.of("n", 5L)), new JsonObject(Map.of("n", BigInteger.valueOf(5))));
        assertEquals(new JsonObject(Map.of("n", 5)), new JsonObject(Map.of("n", (short) 5)));
        assertEquals(new JsonObject(Map.of("n", 1.5)), new JsonObject(Map.of("n", new BigDecimal("1.5"))));
        BigInteger large = BigInteger.TWO.pow(70);
        assertEquals(large, new JsonObject(Map.of("n", large)).values().get("n"));
    }

    @Test
    public void nothingChangesItAfterwards() {
        List<Object> list = new ArrayList<>(List.of("a"));
        JsonObject object = new JsonObject(Map.of("list", list));
        list.add("b");
        assertEquals(List.of("a"), object.values().get("list"));
        List<?> inside = (List<?>) object.values().get("list");
        assertThrows(UnsupportedOperationException.class, inside::clear);
    }

    @Test
    public void valuesAreFoundByKind() {
        JsonObject object = new JsonObject(Map.of("text", "x", "object", Map.of("inner", "y"), "number", 1));
        assertEquals(Optional.of("x"), object.text("text"));
        assertEquals(Optional.empty(), object.text("number"));
        assertEquals(Optional.empty(), object.text("none"));
        assertEquals(Optional.of("y"), object.object("object").orElseThrow().text("inner"));
        assertEquals(Optional.empty(), object.object("text"));
    }

    @Test
    public void itsTextIsJson() {
        JsonObject object = new JsonObject(Map.of("k\"", Arrays.asList("a\\\n", null, true, 1, Map.of(), List.of())));
        assertEquals("{\"k\\\"\":[\"a\\\\\\u000a\",null,true,1,{},[]]}", object.toString());
        assertEquals("{}", JsonObject.EMPTY.toString());
    }

    @Test
    public void whatIsNoJsonIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new JsonObject(Map.of("k", new Object())));
        Object nested = "x";
        for (int i = 0; i < 200; i++) {
            nested = List.of(nested);
        }
        Object deep = nested;
        assertThrows(IllegalArgumentException.class, () -> new JsonObject(Map.of("k", deep)));
    }
}
