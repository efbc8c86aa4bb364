package org.vitrine.core.images;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

@Covers({"LIM-6", "op:QUOTA-30", "op:CFG-50"})
public class StorageSizeTest {
    @Test
    public void unitsAreBinary() {
        assertEquals(0, StorageSize.parse("0"));
        assertEquals(7, StorageSize.parse("7B"));
        assertEquals(3L << 10, StorageSize.parse("3KB"));
        assertEquals(3L << 40, StorageSize.parse("3TB"));
    }

    @Test
    public void nonsenseIsRefused() {
        for (String text : new String[] {"", "-1", "1 GB", "1gb", "GB", "99999999999TB"}) {
            assertThrows(text, IllegalArgumentException.class, () -> StorageSize.parse(text));
        }
    }
}
