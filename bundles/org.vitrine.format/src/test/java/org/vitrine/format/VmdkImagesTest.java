package org.vitrine.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.vitrine.format.Craft.DISK;
import static org.vitrine.format.Craft.SECTOR;
import static org.vitrine.format.ImageAssert.assertDangers;
import static org.vitrine.format.ImageAssert.assertRaw;
import static org.vitrine.format.ImageAssert.assertSafe;
import static org.vitrine.format.ImageAssert.only;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;
import org.vitrine.format.Danger.Kind;
import org.vitrine.spi.testkit.Covers;

/** What is seen in VMDKs that qemu-img would not make. */
@Covers({"FMT-4", "FMT-6", "op:IMP-84", "op:IMP-85"})
public class VmdkImagesTest {
    private static byte[] vmdk(String old, String replacement) {
        String descriptor = Craft.descriptor("monolithicSparse");
        assertTrue(descriptor.contains(old));
        return Craft.vmdkOf(descriptor.replace(old, replacement));
    }

    @Test
    public void vmdkTypes() {
        for (String type : List.of("monolithicFlat", "twoGbMaxExtentSparse", "vmfs", "seSparse", "custom", "x y")) {
            Finding finding = assertDangers(DiskFormat.VMDK, Craft.vmdk(type), Kind.UNSUPPORTED);
            assertEquals(Optional.of(type), finding.subtype());
            assertEquals(OptionalLong.empty(), finding.virtualSize());
        }
        for (String type : List.of("", "a\"b", "x".repeat(64), "x".repeat(3000))) {
            Finding finding = only(DiskFormat.VMDK, Craft.vmdk(type));
            assertTrue(finding.has(Kind.MALFORMED) && finding.has(Kind.UNSUPPORTED));
            assertEquals(Optional.empty(), finding.subtype());
        }
        // QEMU takes the first that it finds, others the last.
        String two = "createType=\"monolithicFlat\"\ncreateType=";
        assertTrue(only(DiskFormat.VMDK, vmdk("createType=", two)).has(Kind.MALFORMED));
        assertTrue(only(DiskFormat.VMDK, vmdk("version=1", "# createType=\"monolithicFlat\""))
                .has(Kind.MALFORMED));
        assertTrue(only(DiskFormat.VMDK, vmdk("version=1", "ddb.createType=\"vmfs\""))
                .has(Kind.MALFORMED));
    }

    @Test
    public void vmdkExtents() {
        String own = "RW 131072 SPARSE \"disk.vmdk\"";
        assertDangers(DiskFormat.VMDK, vmdk("disk.vmdk", "/etc/passwd"), Kind.OTHER_FILES);
        assertDangers(DiskFormat.VMDK, vmdk("disk.vmdk", "..\\boot.ini"), Kind.OTHER_FILES);
        assertDangers(DiskFormat.VMDK, vmdk(own, own + "\n" + own), Kind.OTHER_FILES);
        assertDangers(DiskFormat.VMDK, vmdk(own, "RW 131072 FLAT \"passwd\" 0"), Kind.OTHER_FILES);
        assertDangers(DiskFormat.VMDK, vmdk(own, own + "\nNOACCESS 1 ZERO"), Kind.OTHER_FILES);
        assertDangers(DiskFormat.VMDK, vmdk(own, own + "\nRW 1 VMFSSPARSE \"x\""), Kind.OTHER_FILES);
        assertDangers(DiskFormat.VMDK, vmdk(own, ""), Kind.MALFORMED, Kind.OTHER_FILES);
        assertDangers(DiskFormat.VMDK, vmdk(own, "RW many SPARSE \"x\""), Kind.MALFORMED, Kind.OTHER_FILES);
        assertDangers(
                DiskFormat.VMDK,
                Craft.little(Craft.vmdk("monolithicSparse"), bytes -> bytes.putLong(12, 0)),
                Kind.OTHER_FILES);
        assertSafe(DiskFormat.VMDK, DISK, vmdk(own, own.replace("RW", "RDONLY")));
    }

    @Test
    public void vmdkParents() {
        for (String parent : List.of(
                "parentFileNameHint=\"/etc/passwd\"\nversion=1",
                "#parentFileNameHint=\"/etc/passwd\"\nversion=1",
                "ddb.x = \"parentFileNameHint=/etc/passwd\"\nversion=1",
                "PARENTFILENAMEHINT=\"x\"\nversion=1")) {
            assertDangers(DiskFormat.VMDK, vmdk("version=1", parent), Kind.PARENT);
        }
        assertDangers(DiskFormat.VMDK, vmdk("parentCID=ffffffff", "parentCID=12345678"), Kind.PARENT);
        assertSafe(DiskFormat.VMDK, DISK, vmdk("parentCID=ffffffff", "parentCID=FFFFFFFF"));
    }

    @Test
    public void vmdkDescriptors() {
        for (String line : List.of("hello world", "word = value", "include x", "RW", "\u00e4=1", "a\rb=1")) {
            assertTrue(line, only(DiskFormat.VMDK, vmdk("version=1", line)).has(Kind.MALFORMED));
        }
        for (String line : List.of("", "  # x", "encoding=\"UTF-8\"", "version=1\r", "\tversion=1")) {
            assertSafe(DiskFormat.VMDK, DISK, vmdk("version=1", line));
        }
        byte[] good = Craft.vmdk("monolithicSparse");
        byte[] hidden = good.clone();
        hidden[10_000] = 'x';
        assertDangers(DiskFormat.VMDK, hidden, Kind.MALFORMED);
        // A text that fills its sectors: QEMU reads on behind it.
        byte[] endless = Craft.vmdkOf(Craft.descriptor("monolithicSparse")
                + "\n"
                        .repeat(11_000)
                        .substring(
                                0,
                                20 * SECTOR
                                        - Craft.descriptor("monolithicSparse").length())
                + "parentFileNameHint=\"/etc/passwd\"\n");
        assertDangers(DiskFormat.VMDK, endless, Kind.MALFORMED);
        for (long sector : new long[] {0, 2, -1, Long.MAX_VALUE}) {
            assertDangers(DiskFormat.VMDK, Craft.little(good, bytes -> bytes.putLong(28, sector)), Kind.MALFORMED);
        }
        for (long sectors : new long[] {0, 2049, -1, Long.MAX_VALUE}) {
            assertDangers(DiskFormat.VMDK, Craft.little(good, bytes -> bytes.putLong(36, sectors)), Kind.MALFORMED);
        }
    }

    @Test
    public void vmdkDescriptorsThatBecameShorter() {
        String text = Craft.descriptor("monolithicSparse");
        for (String rest : List.of("", "\n", "\"\n", "4\"\n", "= \"4\"\n", "\0\0\n", "\n\0\"\n")) {
            assertSafe(DiskFormat.VMDK, DISK, Craft.vmdkOf(text + "\0" + rest));
        }
        for (String rest : List.of("x", "\nx", "\"", " = \"4\"\n", "\0\0\0\0\0\0\n", "\0\0\0\0\0\"\n")) {
            assertDangers(DiskFormat.VMDK, Craft.vmdkOf(text + "\0" + rest), Kind.MALFORMED);
        }
    }

    @Test
    public void vmdkHeaders() {
        byte[] good = Craft.vmdk("monolithicSparse");
        for (int version : new int[] {0, 4, -1}) {
            assertDangers(DiskFormat.VMDK, Craft.little(good, bytes -> bytes.putInt(4, version)), Kind.UNSUPPORTED);
        }
        for (long grain : new long[] {0, -1, 0x200001}) {
            assertDangers(DiskFormat.VMDK, Craft.little(good, bytes -> bytes.putLong(20, grain)), Kind.MALFORMED);
        }
        for (int entries : new int[] {0, 513, -1}) {
            assertDangers(DiskFormat.VMDK, Craft.little(good, bytes -> bytes.putInt(44, entries)), Kind.MALFORMED);
        }
        for (long overhead : new long[] {26, -1, Long.MAX_VALUE}) {
            assertDangers(DiskFormat.VMDK, Craft.little(good, bytes -> bytes.putLong(64, overhead)), Kind.TRUNCATED);
        }
        assertSafe(DiskFormat.VMDK, 64L << 40, Craft.little(good, bytes -> bytes.putLong(12, 64L << 31)));
        for (long sectors : new long[] {(64L << 31) + 1, Long.MAX_VALUE / 512, Long.MAX_VALUE, -1, 1L << 55}) {
            assertDangers(DiskFormat.VMDK, Craft.little(good, bytes -> bytes.putLong(12, sectors)), Kind.ABSURD_SIZE);
        }
        byte[] old = good.clone();
        Craft.ascii(ByteBuffer.wrap(old), 0, "COWD");
        assertDangers(DiskFormat.VMDK, old, Kind.UNSUPPORTED);
    }

    @Test
    public void vmdkFooters() {
        byte[] good = Craft.vmdkStream();
        int footer = good.length - 2 * SECTOR;
        assertDangers(DiskFormat.VMDK, Craft.little(good, bytes -> bytes.putLong(footer + 12, 0)), Kind.MALFORMED);
        assertDangers(DiskFormat.VMDK, Craft.little(good, bytes -> bytes.putLong(footer + 28, 21)), Kind.MALFORMED);
        assertDangers(DiskFormat.VMDK, Craft.little(good, bytes -> bytes.putInt(footer, 0)), Kind.TRUNCATED);
        assertDangers(DiskFormat.VMDK, Craft.join(good, new byte[SECTOR]), Kind.TRUNCATED);
        assertSafe(DiskFormat.VMDK, DISK, Craft.little(good, bytes -> bytes.putLong(footer + 56, 99)));
    }

    @Test
    public void vmdkTexts() {
        Finding flat = assertDangers(DiskFormat.VMDK, ascii(Craft.vmdkText()), Kind.OTHER_FILES);
        assertEquals(OptionalLong.of(DISK), flat.virtualSize());
        assertEquals(Optional.of("monolithicFlat"), flat.subtype());
        for (String start : List.of("version=1\n", "# a\n\n  \n#b\nversion=3\r\n", "  # DISK DescriptorFile")) {
            assertTrue(only(DiskFormat.VMDK, ascii(start)).has(Kind.OTHER_FILES));
        }
        for (String start : List.of("version=10\n", "version=4\n", "a\nversion=1\n", "# Disk", "#!/bin/sh\necho\n")) {
            assertRaw(ascii(start));
        }
        String many = "RW 999999999999999999 FLAT \"x\" 0\n".repeat(20);
        assertEquals(
                OptionalLong.empty(),
                only(DiskFormat.VMDK, ascii(Craft.vmdkText() + many)).virtualSize());
        // More than anybody reads.
        byte[] endless = ascii(Craft.vmdkText() + "#\n".repeat(1 << 20));
        assertDangers(DiskFormat.VMDK, endless, Kind.OTHER_FILES);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
