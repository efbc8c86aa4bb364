package org.vitrine.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.vitrine.format.Craft.DISC;
import static org.vitrine.format.Craft.DISK;
import static org.vitrine.format.Craft.SECTOR;
import static org.vitrine.format.Craft.VHDX_ITEMS;
import static org.vitrine.format.Craft.VHDX_METADATA;
import static org.vitrine.format.ImageAssert.assertDangers;
import static org.vitrine.format.ImageAssert.assertRaw;
import static org.vitrine.format.ImageAssert.assertSafe;
import static org.vitrine.format.ImageAssert.inspect;
import static org.vitrine.format.ImageAssert.only;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;
import org.vitrine.format.Danger.Kind;
import org.vitrine.spi.testkit.Covers;

/** What is seen in images that qemu-img would not make: cut off, lying, hostile, or two things at once. */
@Covers({"FMT-4", "FMT-6", "op:IMP-84", "op:IMP-85"})
public class CraftedImagesTest {
    @Test
    public void goodImagesAreGood() {
        assertSafe(DiskFormat.QCOW2, DISK, Craft.qcow2(2));
        assertSafe(DiskFormat.QCOW2, DISK, Craft.qcow2(3));
        assertSafe(DiskFormat.VMDK, DISK, Craft.vmdk("monolithicSparse"));
        assertSafe(DiskFormat.VMDK, DISK, Craft.vmdk("streamOptimized"));
        assertSafe(DiskFormat.VMDK, DISK, Craft.vmdkStream());
        assertSafe(DiskFormat.VHD, DISK, Craft.vhd());
        assertSafe(DiskFormat.VHD, 4 * SECTOR, Craft.vhdFixed(new byte[4 * SECTOR]));
        assertSafe(DiskFormat.VHDX, DISK, Craft.vhdx());
        assertSafe(DiskFormat.VDI, DISK, Craft.vdi());
        assertSafe(DiskFormat.ISO, 40 * 2048, Craft.iso());
        assertSafe(DiskFormat.GPT, 16 * SECTOR, Craft.mbr());
        assertSafe(DiskFormat.GPT, 16 * SECTOR, Craft.gpt(SECTOR));
        assertSafe(DiskFormat.GPT, 16 * SECTOR, Craft.gpt(4096));
        assertSafe(DiskFormat.LUKS, 8 * SECTOR, Craft.luks1());
        assertSafe(DiskFormat.LUKS, 16384, Craft.luks2(Craft.LUKS2_TEXT));
        Finding udf = assertDangers(DiskFormat.ISO, Craft.udf());
        assertEquals(OptionalLong.empty(), udf.virtualSize());
        assertEquals(Optional.of("udf"), udf.subtype());
        assertDangers(DiskFormat.QED, Craft.qed(), Kind.UNSUPPORTED);
        assertRaw(new byte[0]);
        assertRaw(new byte[100_000]);
    }

    /** Up to where a format cannot be known yet, and everything that matters up to where. */
    private record Boundaries(DiskFormat format, byte[] image, int known, int whole) {}

    @Test
    public void whatIsCutOffIsSaidToBe() {
        List<Boundaries> all = List.of(
                new Boundaries(DiskFormat.QCOW2, Craft.qcow2(2), 4, Craft.qcow2(2).length),
                new Boundaries(DiskFormat.QCOW2, Craft.qcow2(3), 4, Craft.qcow2(3).length),
                new Boundaries(DiskFormat.QED, Craft.qed(), 4, 64),
                new Boundaries(DiskFormat.VMDK, Craft.vmdk("monolithicSparse"), 4, 24 * SECTOR),
                new Boundaries(DiskFormat.VMDK, Craft.vmdkStream(), 4, 27 * SECTOR),
                new Boundaries(DiskFormat.VHD, Craft.vhd(), 8, 5 * SECTOR),
                new Boundaries(DiskFormat.VHDX, Craft.vhdx(), 8, VHDX_ITEMS + 16),
                new Boundaries(DiskFormat.VDI, Craft.vdi(), 68, 2 * SECTOR),
                new Boundaries(DiskFormat.ISO, Craft.iso(), DISC + 6, 40 * 2048),
                new Boundaries(DiskFormat.ISO, Craft.udf(), DISC + 6, DISC + 4096),
                new Boundaries(DiskFormat.GPT, Craft.gpt(SECTOR), 512, 520),
                new Boundaries(DiskFormat.GPT, Craft.gpt(4096), 512, 4104),
                new Boundaries(DiskFormat.LUKS, Craft.luks1(), 6, 8 * SECTOR),
                new Boundaries(DiskFormat.LUKS, Craft.luks2(Craft.LUKS2_TEXT), 6, 16384));
        for (Boundaries one : all) {
            for (int length : lengths(one)) {
                FormatReport report = inspect(Craft.cut(one.image, length));
                String where = one.format + " cut to " + length + ": " + report;
                Optional<Finding> finding = report.finding(one.format);
                assertEquals(where, length >= one.known, finding.isPresent());
                if (finding.isPresent()) {
                    assertEquals(where, length < one.whole, finding.get().has(Kind.TRUNCATED));
                }
            }
        }
    }

    private static int[] lengths(Boundaries one) {
        int[] lengths = {
            1,
            one.known - 1,
            one.known,
            one.known + 1,
            71,
            72,
            103,
            104,
            511,
            512,
            513,
            519,
            520,
            591,
            592,
            1023,
            1024,
            1025,
            1536,
            2047,
            2560,
            4095,
            4096,
            4103,
            4104,
            11_264,
            12_287,
            12_288,
            13_312,
            16_383,
            16_384,
            65_536,
            69_632,
            131_072,
            196_607,
            196_623,
            196_655,
            262_143,
            262_144,
            VHDX_METADATA - 1,
            VHDX_METADATA + 31,
            VHDX_METADATA + 127,
            VHDX_ITEMS - 1,
            VHDX_ITEMS + 7,
            VHDX_ITEMS + 15,
            one.whole - 1,
            one.whole
        };
        return Arrays.stream(lengths)
                .filter(length -> length <= one.image.length)
                .sorted()
                .distinct()
                .toArray();
    }

    @Test
    public void qed() {
        assertDangers(
                DiskFormat.QED,
                Craft.little(Craft.qed(), bytes -> bytes.putLong(16, 1)),
                Kind.UNSUPPORTED,
                Kind.PARENT);
    }

    @Test
    public void vhd() {
        byte[] good = Craft.vhd();
        assertDangers(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putInt(60, 4)), Kind.PARENT);
        for (int type : new int[] {0, 2, 5, -1}) {
            assertDangers(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putInt(60, type)), Kind.UNSUPPORTED);
        }
        for (long header : new long[] {0, 511, -1, Long.MIN_VALUE}) {
            assertDangers(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putLong(16, header)), Kind.MALFORMED);
        }
        for (long header : new long[] {1 << 20, Long.MAX_VALUE}) {
            assertDangers(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putLong(16, header)), Kind.TRUNCATED);
        }
        assertDangers(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putInt(SECTOR, 0)), Kind.MALFORMED);
        for (int block : new int[] {0, 3, 256, -1}) {
            assertDangers(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putInt(SECTOR + 32, block)), Kind.MALFORMED);
        }
        assertDangers(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putInt(SECTOR + 28, 31)), Kind.MALFORMED);
        assertDangers(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putInt(SECTOR + 28, -1)), Kind.TRUNCATED);
        assertDangers(
                DiskFormat.VHD, Craft.big(good, bytes -> bytes.putLong(SECTOR + 16, Long.MAX_VALUE)), Kind.TRUNCATED);
        assertDangers(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putLong(4 * SECTOR + 48, 1)), Kind.MALFORMED);
        assertTrue(only(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putLong(48, 3L << 40)))
                .has(Kind.ABSURD_SIZE));
        assertEquals(
                OptionalLong.empty(),
                only(DiskFormat.VHD, Craft.big(good, bytes -> bytes.putLong(48, -1)))
                        .virtualSize());
    }

    @Test
    public void aFixedVhdIsKnownByItsEnd() {
        byte[] data = Craft.overlay(new byte[40 * SECTOR], Craft.gpt(SECTOR), 0);
        assertSafe(DiskFormat.VHD, data.length, Craft.vhdFixed(data));
        // A raw disk that happens to end with somebody else's footer stays one.
        assertRaw(Craft.join(new byte[SECTOR], Craft.vhdFixed(new byte[4 * SECTOR])));
        assertRaw(Craft.join(Craft.vhdFixed(new byte[4 * SECTOR]), new byte[1]));
        assertRaw(Arrays.copyOfRange(Craft.vhdFixed(new byte[4 * SECTOR]), 4 * SECTOR + 1, 5 * SECTOR));
    }

    @Test
    public void vdi() {
        byte[] good = Craft.vdi();
        for (int type : new int[] {3, 4}) {
            assertDangers(DiskFormat.VDI, Craft.little(good, bytes -> bytes.putInt(76, type)), Kind.PARENT);
        }
        for (int type : new int[] {0, 5, -1}) {
            assertDangers(DiskFormat.VDI, Craft.little(good, bytes -> bytes.putInt(76, type)), Kind.UNSUPPORTED);
        }
        assertDangers(DiskFormat.VDI, Craft.little(good, bytes -> bytes.put(424, (byte) 1)), Kind.PARENT);
        assertDangers(DiskFormat.VDI, Craft.little(good, bytes -> bytes.put(455, (byte) 1)), Kind.PARENT);
        assertDangers(DiskFormat.VDI, Craft.little(good, bytes -> bytes.putInt(68, 2)), Kind.UNSUPPORTED);
        for (int block : new int[] {0, 3, -1}) {
            assertDangers(DiskFormat.VDI, Craft.little(good, bytes -> bytes.putInt(376, block)), Kind.MALFORMED);
        }
        for (int blocks : new int[] {63, -1, Integer.MIN_VALUE}) {
            assertDangers(DiskFormat.VDI, Craft.little(good, bytes -> bytes.putInt(384, blocks)), Kind.MALFORMED);
        }
        assertDangers(DiskFormat.VDI, Craft.little(good, bytes -> bytes.putInt(388, 65)), Kind.MALFORMED);
        assertDangers(DiskFormat.VDI, Craft.little(good, bytes -> bytes.putInt(388, 1)), Kind.TRUNCATED);
        assertDangers(DiskFormat.VDI, Craft.little(good, bytes -> bytes.putInt(344, -1)), Kind.TRUNCATED);
        for (long size : new long[] {0x1fffffffL << 20 | 1, Long.MAX_VALUE, -1}) {
            assertTrue(only(DiskFormat.VDI, Craft.little(good, bytes -> bytes.putLong(368, size)))
                    .has(Kind.ABSURD_SIZE));
        }
    }

    @Test
    public void discs() {
        byte[] good = Craft.iso();
        assertDangers(DiskFormat.ISO, Craft.little(good, bytes -> bytes.putInt(DISC + 80, 41)), Kind.TRUNCATED);
        byte[] endless = Craft.little(good, bytes -> bytes.putInt(DISC + 80, -1).putShort(DISC + 128, (short) -1));
        assertEquals(
                OptionalLong.of(0xffffffffL * 0xffff),
                assertDangers(DiskFormat.ISO, endless, Kind.TRUNCATED).virtualSize());
        assertSafe(DiskFormat.ISO, 39 * 2048, Craft.little(good, bytes -> bytes.putInt(DISC + 80, 39)));
        // A boot record before the primary descriptor.
        byte[] shifted = Craft.overlay(new byte[45 * 2048], Arrays.copyOfRange(good, DISC, DISC + 4096), DISC + 2048);
        byte[] boot = Craft.little(shifted, bytes -> Craft.ascii(bytes, DISC, "\0CD001\1"));
        assertSafe(DiskFormat.ISO, 40 * 2048, boot);
        assertDangers(DiskFormat.ISO, Craft.little(good, bytes -> bytes.put(DISC, (byte) 255)), Kind.MALFORMED);
        assertDangers(DiskFormat.ISO, Craft.little(good, bytes -> bytes.put(DISC, (byte) 2)), Kind.MALFORMED);
        byte[] many = new byte[DISC + 100 * 2048];
        for (int i = 0; i < 100; i++) {
            System.arraycopy(ascii("\2CD001"), 0, many, DISC + i * 2048, 6);
        }
        assertDangers(DiskFormat.ISO, many, Kind.MALFORMED);
        assertDangers(
                DiskFormat.ISO,
                Craft.little(Craft.udf(), bytes -> Craft.ascii(bytes, DISC + 2049, "XXXXX")),
                Kind.MALFORMED);
    }

    @Test
    public void partitionTables() {
        byte[] gpt = Craft.gpt(SECTOR);
        assertDangers(DiskFormat.GPT, Craft.little(Craft.mbr(), bytes -> bytes.put(446, (byte) 1)), Kind.MALFORMED);
        assertDangers(DiskFormat.GPT, Craft.little(Craft.mbr(), bytes -> bytes.put(450, (byte) 0)), Kind.MALFORMED);
        assertDangers(DiskFormat.GPT, Craft.little(gpt, bytes -> bytes.put(466, (byte) 7)), Kind.MALFORMED);
        assertDangers(DiskFormat.GPT, Craft.little(gpt, bytes -> bytes.putInt(454, 2)), Kind.MALFORMED);
        assertDangers(DiskFormat.GPT, Craft.little(gpt, bytes -> bytes.putLong(SECTOR, 0)), Kind.MALFORMED);
        assertEquals(Optional.of("mbr"), only(DiskFormat.GPT, Craft.mbr()).subtype());
        assertEquals(Optional.of("gpt"), only(DiskFormat.GPT, gpt).subtype());
    }

    @Test
    public void aBootSectorOfAFileSystemIsNoPartitionTable() {
        byte[] sector = Craft.little(new byte[SECTOR], bytes -> bytes.putShort(510, (short) 0xaa55));
        assertTrue(only(DiskFormat.GPT, sector).has(Kind.MALFORMED));
        assertRaw(Craft.little(sector, bytes -> Craft.ascii(bytes, 3, "NTFS    ")));
        assertRaw(Craft.little(sector, bytes -> Craft.ascii(bytes, 3, "EXFAT   ")));
        assertRaw(Craft.little(
                sector,
                bytes -> bytes.putShort(11, (short) 512).put(16, (byte) 2).put(21, (byte) 0xf8)));
    }

    @Test
    public void luks() {
        assertDangers(DiskFormat.LUKS, Craft.big(Craft.luks1(), bytes -> bytes.putInt(104, 0)), Kind.OTHER_FILES);
        for (int sector : new int[] {17, -1}) {
            assertDangers(
                    DiskFormat.LUKS, Craft.big(Craft.luks1(), bytes -> bytes.putInt(104, sector)), Kind.TRUNCATED);
        }
        for (int version : new int[] {0, 3, -1}) {
            assertDangers(
                    DiskFormat.LUKS,
                    Craft.big(Craft.luks1(), bytes -> bytes.putShort(6, (short) version)),
                    Kind.UNSUPPORTED);
        }
        for (long length : new long[] {0, 4096, 5000, 5L << 20, -1}) {
            assertDangers(
                    DiskFormat.LUKS,
                    Craft.big(Craft.luks2(Craft.LUKS2_TEXT), bytes -> bytes.putLong(8, length)),
                    Kind.MALFORMED);
        }
    }

    @Test
    public void luksSegments() {
        Map<String, Long> good = Map.of(
                "{\"segments\":{\"0\":{\"offset\":\"16384\",\"size\":\"dynamic\"}}}",
                16384L,
                "{ \"segments\" : { \"0\" : { \"size\" : \"512\" , \"offset\" : \"16384\" } } }",
                512L,
                "{\"segments\":{\"0\":{\"offset\":\"16384\",\"size\":\"512\"},"
                        + "\"1\":{\"offset\":\"20480\",\"size\":\"dynamic\"}}}",
                512L + 12288L,
                "{\"x\":[[{\"segments\":\"\\\"}\"}]],\"segments\":{\"0\":"
                        + "{\"integrity\":{\"offset\":\"1\"},\"offset\":\"16384\",\"size\":\"512\",\"n\":-1.5e3}}}",
                512L);
        good.forEach((text, size) -> assertSafe(DiskFormat.LUKS, size, Craft.luks2(text)));
        for (String text : List.of(
                "",
                "{}",
                "[",
                "}",
                "}}}}",
                "{\"segments\":{}}",
                "{\"segments\":{\"0\":{\"offset\":\"16384\"}}}",
                "{\"segments\":{\"0\":{\"offset\":\"-1\",\"size\":\"1\"}}}",
                "{\"segments\":{\"0\":{\"offset\":\"16384\",\"size\":\"1e3\"}}}",
                "{\"segments\":{\"0\":{\"offset\":\"9999999999999999999\",\"size\":\"1\"}}}",
                "{\"segments\":{\"0\":{\"offset\":\"16384\",\"size\":\"dynamic\"",
                "{\"segments\":{\"0\":{\"offset\":\"16384\",\"size\":\"dynamic\"},"
                        + "\"1\":{\"offset\":\"16384\",\"size\":\"dynamic\"}}}",
                "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}",
                "{\"segments".repeat(1000))) {
            assertDangers(DiskFormat.LUKS, Craft.luks2(text), Kind.MALFORMED);
        }
        assertDangers(
                DiskFormat.LUKS,
                Craft.luks2(
                        "{\"segments\":{\"0\":{\"offset\":\"999999999999999999\",\"size\":\"999999999999999999\"}}}"),
                Kind.TRUNCATED);
        assertDangers(
                DiskFormat.LUKS,
                Craft.luks2("{\"segments\":{\"0\":{\"offset\":\"0\",\"size\":\"dynamic\"}}}"),
                Kind.OTHER_FILES);
    }

    @Test
    public void dataOfTwoFormatsIsNeither() {
        byte[] iso = Craft.iso();
        byte[] vdiInQcow2 = Craft.overlay(new byte[2 * SECTOR], Craft.qcow2(2), 0);
        System.arraycopy(Craft.vdi(), 64, vdiInQcow2, 64, 4);
        assertBoth(vdiInQcow2, DiskFormat.QCOW2, DiskFormat.VDI);
        assertBoth(Craft.overlay(iso, Craft.qcow2(3), 0), DiskFormat.QCOW2, DiskFormat.ISO);
        assertBoth(Craft.overlay(iso, Craft.vmdk("monolithicSparse"), 0), DiskFormat.VMDK, DiskFormat.ISO);
        assertBoth(Craft.overlay(iso, Craft.vdi(), 0), DiskFormat.VDI, DiskFormat.ISO);
        assertBoth(Craft.overlay(iso, Craft.qed(), 0), DiskFormat.QED, DiskFormat.ISO);
        assertBoth(Craft.overlay(iso, Craft.luks1(), 0), DiskFormat.ISO, DiskFormat.LUKS);
        assertBoth(
                Craft.overlay(Craft.vhdx(), Arrays.copyOfRange(iso, DISC, DISC + 4096), DISC),
                DiskFormat.VHDX,
                DiskFormat.ISO);
        assertBoth(Craft.vhdFixed(iso), DiskFormat.VHD, DiskFormat.ISO);
        assertBoth(Craft.vhdFixed(Craft.qcow2(3)), DiskFormat.QCOW2, DiskFormat.VHD);
        byte[] bootable = Craft.little(Craft.vdi(), bytes -> bytes.putShort(510, (short) 0xaa55));
        assertBoth(bootable, DiskFormat.VDI, DiskFormat.GPT);
        byte[] three = Craft.vhdFixed(Craft.overlay(iso, Craft.qcow2(3), 0));
        assertBoth(three, DiskFormat.QCOW2, DiskFormat.VHD, DiskFormat.ISO);
    }

    private static void assertBoth(byte[] image, DiskFormat... formats) {
        FormatReport report = inspect(image);
        assertEquals(List.of(formats), report.formats());
        for (DiskFormat format : DiskFormat.values()) {
            assertTrue(report.refusal(format.label()).orElseThrow().contains("several formats"));
        }
        assertTrue(report.refusal("ami").isPresent());
    }

    @Test
    public void aDiscThatBootsFromAStickIsADisc() {
        for (byte[] table : List.of(Craft.gpt(SECTOR), Craft.mbr(), Craft.cut(Craft.mbr(), SECTOR))) {
            FormatReport report = inspect(Craft.overlay(Craft.iso(), table, 0));
            assertEquals(List.of(DiskFormat.ISO), report.formats());
            assertTrue(report.finding(DiskFormat.GPT).isPresent());
            assertEquals(Optional.empty(), report.refusal("iso"));
            assertTrue(report.refusal("gpt").isPresent());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
