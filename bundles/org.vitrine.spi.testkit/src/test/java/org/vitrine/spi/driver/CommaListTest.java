package org.vitrine.spi.driver;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;

public class CommaListTest {
    @Test
    public void readsTextWithCommasAndArraysAlike() {
        assertEquals(List.of("fast", "slow"), CommaList.items(new String[] {"fast, slow"}));
        assertEquals(List.of("fast", "slow"), CommaList.items(new String[] {"fast", " slow "}));
        assertEquals(List.of(), CommaList.items(new String[] {" , "}));
        assertEquals(List.of(), CommaList.items(new String[0]));
    }
}
