package org.vitrine.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.vitrine.format.Craft.DISK;
import static org.vitrine.format.ImageAssert.assertDangers;
import static org.vitrine.format.ImageAssert.assertSafe;
import static org.vitrine.format.ImageAssert.only;

import java.util.OptionalLong;
import org.junit.Test;
import org.vitrine.format.Danger.Kind;
import org.vitrine.spi.testkit.Covers;

/** What is seen in qcow2 images that qemu-img would not make. */
@Covers({"FMT-4", "FMT-6", "op:IMP-84", "op:IMP-85"})
public class Qcow2ImagesTest {
    @Test
    public void qcow2ReferencesToOtherFiles() {
        assertDangers(DiskFormat.QCOW2, Craft.big(Craft.qcow2(2), bytes -> bytes.putLong(8, 400)), Kind.PARENT);
        assertDangers(DiskFormat.QCOW2, Craft.big(Craft.qcow2(3), bytes -> bytes.putLong(8, -1)), Kind.PARENT);
        assertDangers(DiskFormat.QCOW2, Craft.big(Craft.qcow2(3), bytes -> bytes.putLong(72, 4)), Kind.OTHER_FILES);
    }

    @Test
    public void qcow2Features() {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long features = 1L << bit;
            byte[] image = Craft.big(Craft.qcow2(3), bytes -> bytes.putLong(72, features));
            switch (bit) {
                case 0, 1 -> assertDangers(DiskFormat.QCOW2, image);
                case 2 -> assertDangers(DiskFormat.QCOW2, image, Kind.OTHER_FILES);
                default -> assertDangers(DiskFormat.QCOW2, image, Kind.UNKNOWN_FEATURE);
            }
            // Version 2 has no features: whatever lies there is none.
            assertSafe(DiskFormat.QCOW2, DISK, Craft.big(Craft.qcow2(2), bytes -> bytes.putLong(72, features)));
        }
        byte[] compressed = Craft.big(
                Craft.qcow2(3), bytes -> bytes.putLong(72, 8).putInt(100, 112).put(104, (byte) 1));
        assertSafe(DiskFormat.QCOW2, DISK, compressed);
        assertDangers(DiskFormat.QCOW2, Craft.big(compressed, bytes -> bytes.put(104, (byte) 2)), Kind.UNKNOWN_FEATURE);
        assertDangers(DiskFormat.QCOW2, Craft.big(Craft.qcow2(3), bytes -> bytes.putInt(32, 3)), Kind.UNKNOWN_FEATURE);
    }

    @Test
    public void qcow2ThatMakesNoSense() {
        assertDangers(DiskFormat.QCOW2, Craft.big(Craft.qcow2(3), bytes -> bytes.putInt(4, 4)), Kind.UNSUPPORTED);
        for (int bits : new int[] {0, 8, 22, 63, -1}) {
            assertDangers(DiskFormat.QCOW2, Craft.big(Craft.qcow2(2), bytes -> bytes.putInt(20, bits)), Kind.MALFORMED);
        }
        for (int length : new int[] {0, 72, 103, 105, -1}) {
            assertDangers(
                    DiskFormat.QCOW2, Craft.big(Craft.qcow2(3), bytes -> bytes.putInt(100, length)), Kind.MALFORMED);
        }
        assertDangers(DiskFormat.QCOW2, Craft.big(Craft.qcow2(3), bytes -> bytes.putInt(96, 7)), Kind.MALFORMED);
        assertDangers(DiskFormat.QCOW2, Craft.big(Craft.qcow2(3), bytes -> bytes.putInt(36, 0)), Kind.MALFORMED);
        assertDangers(DiskFormat.QCOW2, Craft.big(Craft.qcow2(3), bytes -> bytes.putInt(36, -1)), Kind.MALFORMED);
        for (long offset : new long[] {-1, -512, 513, Long.MIN_VALUE}) {
            assertDangers(
                    DiskFormat.QCOW2, Craft.big(Craft.qcow2(3), bytes -> bytes.putLong(40, offset)), Kind.MALFORMED);
        }
        for (long offset : new long[] {1 << 20, 0x7fff_ffff_ffff_fe00L}) {
            assertDangers(
                    DiskFormat.QCOW2, Craft.big(Craft.qcow2(3), bytes -> bytes.putLong(40, offset)), Kind.TRUNCATED);
        }
    }

    @Test
    public void qcow2Sizes() {
        // As much as clusters of 512 bytes and a first-level table of 32 MiB can hold: 128 GiB.
        byte[] largest =
                Craft.big(Craft.qcow2(3), bytes -> bytes.putLong(24, 128L << 30).putInt(36, 1 << 22));
        assertEquals(
                OptionalLong.of(128L << 30),
                assertDangers(DiskFormat.QCOW2, largest, Kind.TRUNCATED).virtualSize());
        byte[] larger = Craft.big(largest, bytes -> bytes.putLong(24, (128L << 30) + 1));
        assertTrue(only(DiskFormat.QCOW2, larger).has(Kind.ABSURD_SIZE));
        byte[] largestLong = Craft.big(largest, bytes -> bytes.putLong(24, Long.MAX_VALUE));
        assertEquals(
                OptionalLong.of(Long.MAX_VALUE),
                only(DiskFormat.QCOW2, largestLong).virtualSize());
        for (long size : new long[] {-1, Long.MIN_VALUE}) {
            Finding finding = only(DiskFormat.QCOW2, Craft.big(largest, bytes -> bytes.putLong(24, size)));
            assertTrue(finding.has(Kind.ABSURD_SIZE));
            assertEquals(OptionalLong.empty(), finding.virtualSize());
        }
        byte[] empty = Craft.big(Craft.qcow2(3), bytes -> bytes.putLong(24, 0).putInt(36, 0));
        assertSafe(DiskFormat.QCOW2, 0, empty);
    }
}
