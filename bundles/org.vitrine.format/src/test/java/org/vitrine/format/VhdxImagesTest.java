package org.vitrine.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.vitrine.format.Craft.DISK;
import static org.vitrine.format.Craft.VHDX_ITEMS;
import static org.vitrine.format.Craft.VHDX_METADATA;
import static org.vitrine.format.ImageAssert.assertDangers;
import static org.vitrine.format.ImageAssert.assertSafe;
import static org.vitrine.format.ImageAssert.only;

import java.util.OptionalLong;
import org.junit.Test;
import org.vitrine.format.Danger.Kind;
import org.vitrine.spi.testkit.Covers;

/** What is seen in VHDX images that qemu-img would not make. */
@Covers({"FMT-4", "FMT-6", "op:IMP-84", "op:IMP-85"})
public class VhdxImagesTest {
    private static final String BLOCK_TABLE = "2DC27766F62342009D64115E9BFD4A08";
    private static final String PARENT_LOCATOR = "A8D35F2DB30B454DABF7D3D84834AB0C";
    private static final String DISK_SIZE = "2FA54224CD1B4876B2115DBED83BF4B8";
    private static final String UNKNOWN = "0123456789ABCDEF0123456789ABCDEF";
    private static final int VHDX_REGIONS = 192 << 10;

    @Test
    public void vhdxParentsAndFeatures() {
        byte[] good = Craft.vhdx();
        assertDangers(DiskFormat.VHDX, Craft.little(good, bytes -> bytes.putInt(VHDX_ITEMS + 4, 2)), Kind.PARENT);
        assertDangers(DiskFormat.VHDX, Craft.withItem(good, 2, PARENT_LOCATOR, 16, 4), Kind.PARENT);
        assertDangers(DiskFormat.VHDX, Craft.withItem(good, 2, UNKNOWN, 16, 4), Kind.UNKNOWN_FEATURE);
        assertSafe(DiskFormat.VHDX, DISK, Craft.withItem(good, 2, UNKNOWN, 16, 0));
        byte[] regions = Craft.little(good, bytes -> bytes.putInt(VHDX_REGIONS + 16, 7));
        assertDangers(DiskFormat.VHDX, Craft.sealed(regions), Kind.UNKNOWN_FEATURE);
        assertSafe(
                DiskFormat.VHDX,
                DISK,
                Craft.sealed(Craft.little(regions, bytes -> bytes.putInt(VHDX_REGIONS + 44, 0))));
    }

    @Test
    public void vhdxLogs() {
        byte[] good = Craft.vhdx();
        // The second header is the newer one, and counts.
        byte[] newer = Craft.little(good, bytes -> bytes.putInt((128 << 10) + 48, 1));
        assertDangers(DiskFormat.VHDX, Craft.sealed(newer), Kind.UNSUPPORTED);
        assertSafe(DiskFormat.VHDX, DISK, newer);
        byte[] older = Craft.little(good, bytes -> bytes.putInt((64 << 10) + 48, 1));
        assertSafe(DiskFormat.VHDX, DISK, Craft.sealed(older));
        // Without the newer one the older one counts.
        assertDangers(
                DiskFormat.VHDX,
                Craft.little(Craft.sealed(older), bytes -> bytes.putInt(128 << 10, 0)),
                Kind.UNSUPPORTED);
        byte[] none = Craft.little(good, bytes -> bytes.putInt(64 << 10, 0).putInt(128 << 10, 0));
        assertDangers(DiskFormat.VHDX, none, Kind.MALFORMED);
    }

    @Test
    public void vhdxTables() {
        byte[] good = Craft.vhdx();
        assertDangers(DiskFormat.VHDX, Craft.little(good, bytes -> bytes.putInt(VHDX_REGIONS + 4, 1)), Kind.MALFORMED);
        assertDangers(DiskFormat.VHDX, Craft.little(good, bytes -> bytes.putInt(VHDX_REGIONS, 1)), Kind.MALFORMED);
        // Behind the entries that count, but under the checksum.
        assertDangers(
                DiskFormat.VHDX, Craft.little(good, bytes -> bytes.put((256 << 10) - 1, (byte) 1)), Kind.MALFORMED);
        for (int count : new int[] {0, 2048, -1, Integer.MIN_VALUE}) {
            byte[] counted = Craft.little(good, bytes -> bytes.putInt(VHDX_REGIONS + 8, count));
            assertDangers(DiskFormat.VHDX, Craft.sealed(counted), Kind.MALFORMED);
        }
        for (long offset : new long[] {0, 1, VHDX_REGIONS, (256 << 10) - 1, -1, Long.MIN_VALUE}) {
            byte[] moved = Craft.little(good, bytes -> bytes.putLong(VHDX_REGIONS + 64, offset));
            assertDangers(DiskFormat.VHDX, Craft.sealed(moved), Kind.MALFORMED);
        }
        for (long offset : new long[] {1L << 40, Long.MAX_VALUE}) {
            byte[] moved = Craft.little(good, bytes -> bytes.putLong(VHDX_REGIONS + 64, offset));
            assertDangers(DiskFormat.VHDX, Craft.sealed(moved), Kind.TRUNCATED);
        }
        byte[] twice = Craft.little(good, bytes -> bytes.put(VHDX_REGIONS + 16, good, VHDX_REGIONS + 48, 32));
        assertDangers(DiskFormat.VHDX, Craft.sealed(twice), Kind.MALFORMED);
        for (int count : new int[] {0, 1, 2048, 65535}) {
            byte[] counted = Craft.little(good, bytes -> bytes.putShort(VHDX_METADATA + 10, (short) count));
            assertTrue(only(DiskFormat.VHDX, counted).has(Kind.MALFORMED));
        }
        byte[] full = Craft.little(good, bytes -> bytes.putShort(VHDX_METADATA + 10, (short) 2047));
        assertSafe(DiskFormat.VHDX, DISK, full);
        assertFalse(only(DiskFormat.VHDX, Craft.withItem(good, 2, BLOCK_TABLE, 16, 0))
                .has(Kind.UNKNOWN_FEATURE));
    }

    @Test
    public void vhdxSizes() {
        byte[] good = Craft.vhdx();
        assertTrue(
                only(DiskFormat.VHDX, Craft.withItem(good, 2, DISK_SIZE, 16, 6)).has(Kind.MALFORMED));
        assertTrue(
                only(DiskFormat.VHDX, Craft.withItem(good, 1, DISK_SIZE, 0, 6)).has(Kind.MALFORMED));
        assertTrue(only(DiskFormat.VHDX, Craft.withItem(good, 1, DISK_SIZE, -(64 << 10), 6))
                .has(Kind.MALFORMED));
        assertTrue(only(DiskFormat.VHDX, Craft.withItem(good, 1, DISK_SIZE, -(64 << 10) - 1, 6))
                .has(Kind.TRUNCATED));
        assertSafe(DiskFormat.VHDX, 64L << 40, Craft.little(good, bytes -> bytes.putLong(VHDX_ITEMS + 8, 64L << 40)));
        for (long size : new long[] {(64L << 40) + 1, Long.MAX_VALUE, -1}) {
            assertDangers(
                    DiskFormat.VHDX,
                    Craft.little(good, bytes -> bytes.putLong(VHDX_ITEMS + 8, size)),
                    Kind.ABSURD_SIZE);
        }
        // The size may lie before the parameters.
        byte[] swapped =
                Craft.withItem(Craft.withItem(good, 1, DISK_SIZE, 0, 6), 0, "CAA16737FA364D43B3B633F0AA44E76B", 8, 4);
        byte[] values = Craft.little(
                swapped,
                bytes -> bytes.putLong(VHDX_ITEMS, DISK)
                        .putInt(VHDX_ITEMS + 8, 32 << 20)
                        .putInt(VHDX_ITEMS + 12, 2));
        assertEquals(
                OptionalLong.of(DISK),
                assertDangers(DiskFormat.VHDX, values, Kind.PARENT).virtualSize());
    }
}
