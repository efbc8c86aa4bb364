package org.vitrine.core.plugins;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;

public class ListOptionTest {
    @Test
    public void readsTextWithCommasAndArraysAlike() {
        assertEquals(List.of("fast", "slow"), ListOption.items(new String[] {"fast, slow"}));
        assertEquals(List.of("fast", "slow"), ListOption.items(new String[] {"fast", " slow "}));
        assertEquals(List.of(), ListOption.items(new String[] {" , "}));
        assertEquals(List.of(), ListOption.items(new String[0]));
    }
}
