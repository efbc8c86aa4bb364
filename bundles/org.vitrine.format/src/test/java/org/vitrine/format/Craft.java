package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Small images made by hand, correct as far as they go, and ways to spoil them. */
final class Craft {
    static final int SECTOR = 512;
    static final long DISK = 64L << 20;
    /** Where the metadata region of a VHDX lies, and its items behind the table. */
    static final int VHDX_METADATA = 1 << 20;

    static final int VHDX_ITEMS = VHDX_METADATA + (64 << 10);
    /** The volume descriptors of a disc. */
    static final int DISC = 32 << 10;

    private static final int VMDK_OVERHEAD = 24 * SECTOR;

    private Craft() {}

    /** Every format, good as it is, by a name. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("qcow2 v2", qcow2(2));
        all.put("qcow2 v3", qcow2(3));
        all.put("vmdk sparse", vmdk("monolithicSparse"));
        all.put("vmdk stream", vmdkStream());
        all.put("vmdk text", vmdkText().getBytes(StandardCharsets.US_ASCII));
        all.put("vhd dynamic", vhd());
        all.put("vhd fixed", vhdFixed(new byte[4 * SECTOR]));
        all.put("vhdx", vhdx());
        all.put("vdi", vdi());
        all.put("qed", qed());
        all.put("iso", iso());
        all.put("udf", udf());
        all.put("mbr", mbr());
        all.put("gpt", gpt(SECTOR));
        all.put("gpt 4k", gpt(4096));
        all.put("isohybrid", overlay(iso(), gpt(SECTOR), 0));
        all.put("luks 1", luks1());
        all.put("luks 2", luks2(LUKS2_TEXT));
        return all;
    }

    /** A changed copy; the change sees the bytes in that order. */
    static byte[] with(byte[] image, ByteOrder order, Consumer<ByteBuffer> change) {
        byte[] changed = image.clone();
        change.accept(ByteBuffer.wrap(changed).order(order));
        return changed;
    }

    static byte[] big(byte[] image, Consumer<ByteBuffer> change) {
        return with(image, ByteOrder.BIG_ENDIAN, change);
    }

    static byte[] little(byte[] image, Consumer<ByteBuffer> change) {
        return with(image, ByteOrder.LITTLE_ENDIAN, change);
    }

    /** The image with that many bytes at most. */
    static byte[] cut(byte[] image, int length) {
        return Arrays.copyOf(image, Math.min(image.length, length));
    }

    /** The image, as long as it takes, with the other one written over it from there on. */
    static byte[] overlay(byte[] image, byte[] other, int at) {
        byte[] both = Arrays.copyOf(image, Math.max(image.length, at + other.length));
        System.arraycopy(other, 0, both, at, other.length);
        return both;
    }

    static byte[] join(byte[] first, byte[] second) {
        return overlay(first, second, first.length);
    }

    /** Clusters of 512 bytes, a first-level table in the third. */
    static byte[] qcow2(int version) {
        long entries = DISK >> 15;
        return big(new byte[2 * SECTOR + (int) entries * Long.BYTES], bytes -> {
            ascii(bytes, 0, "QFI");
            bytes.put(3, (byte) 0xfb).putInt(4, version).putInt(20, 9).putLong(24, DISK);
            bytes.putInt(36, (int) entries).putLong(40, 2 * SECTOR);
            bytes.putLong(48, SECTOR).putInt(56, 1);
            if (version == 3) {
                bytes.putInt(96, 4).putInt(100, 104);
            }
        });
    }

    static String descriptor(String type) {
        return "# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=ffffffff\ncreateType=\"" + type
                + "\"\n\n# Extent description\nRW " + DISK / SECTOR + " SPARSE \"disk.vmdk\"\n\n"
                + "# The Disk Data Base\n#DDB\n\nddb.adapterType = \"ide\"\nddb.virtualHWVersion = \"4\"\n";
    }

    static byte[] vmdk(String type) {
        return vmdkOf(descriptor(type));
    }

    static byte[] vmdkOf(String descriptor) {
        return little(new byte[VMDK_OVERHEAD], bytes -> {
            vmdkHeader(bytes, 0, 23);
            ascii(bytes, SECTOR, descriptor);
        });
    }

    private static void vmdkHeader(ByteBuffer bytes, int at, long directory) {
        ascii(bytes, at, "KDMV");
        bytes.putInt(at + 4, 1).putInt(at + 8, 3).putLong(at + 12, DISK / SECTOR);
        bytes.putLong(at + 20, 128).putLong(at + 28, 1).putLong(at + 36, 20).putInt(at + 44, 512);
        bytes.putLong(at + 48, 21).putLong(at + 56, directory).putLong(at + 64, 24);
    }

    /** As VMware writes it: the grain directory behind the data, and a footer that says where. */
    static byte[] vmdkStream() {
        byte[] image = join(vmdk("streamOptimized"), new byte[3 * SECTOR]);
        return little(image, bytes -> {
            bytes.putLong(56, -1);
            bytes.putLong(VMDK_OVERHEAD, 1).putInt(VMDK_OVERHEAD + 12, 3);
            vmdkHeader(bytes, VMDK_OVERHEAD + SECTOR, 23);
        });
    }

    static String vmdkText() {
        return descriptor("monolithicFlat").replace("SPARSE \"disk.vmdk\"", "FLAT \"disk-flat.vmdk\" 0");
    }

    static byte[] vhd() {
        int table = 3 * SECTOR;
        byte[] image = big(new byte[5 * SECTOR], bytes -> {
            vhdFooter(bytes, 0, 3, SECTOR, DISK);
            ascii(bytes, SECTOR, "cxsparse");
            bytes.putLong(SECTOR + 8, -1).putLong(SECTOR + 16, table).putInt(SECTOR + 24, 0x10000);
            bytes.putInt(SECTOR + 28, 32).putInt(SECTOR + 32, 2 << 20);
            for (int i = 0; i < 32; i++) {
                bytes.putInt(table + 4 * i, -1);
            }
            vhdFooter(bytes, 4 * SECTOR, 3, SECTOR, DISK);
        });
        return image;
    }

    static byte[] vhdFixed(byte[] data) {
        return big(
                Arrays.copyOf(data, data.length + SECTOR), bytes -> vhdFooter(bytes, data.length, 2, -1, data.length));
    }

    private static void vhdFooter(ByteBuffer bytes, int at, int type, long header, long size) {
        ascii(bytes, at, "conectix");
        bytes.putInt(at + 8, 2).putInt(at + 12, 0x10000).putLong(at + 16, header);
        bytes.putLong(at + 40, size).putLong(at + 48, size).putInt(at + 60, type);
    }

    static byte[] vhdx() {
        byte[] image = little(new byte[VHDX_ITEMS + SECTOR], bytes -> {
            ascii(bytes, 0, "vhdxfile");
            ascii(bytes, 64 << 10, "head");
            bytes.putLong((64 << 10) + 8, 7);
            ascii(bytes, 128 << 10, "head");
            bytes.putLong((128 << 10) + 8, 8);
            ascii(bytes, 192 << 10, "regi");
            bytes.putInt((192 << 10) + 8, 2);
            guid(bytes, (192 << 10) + 16, "2DC27766F62342009D64115E9BFD4A08");
            bytes.putLong((192 << 10) + 32, 2 << 20)
                    .putInt((192 << 10) + 40, 1 << 20)
                    .putInt((192 << 10) + 44, 1);
            guid(bytes, (192 << 10) + 48, "8B7CA20647904B9AB8FE575F050F886E");
            bytes.putLong((192 << 10) + 64, VHDX_METADATA)
                    .putInt((192 << 10) + 72, 1 << 20)
                    .putInt((192 << 10) + 76, 1);
            ascii(bytes, VHDX_METADATA, "metadata");
            bytes.putShort(VHDX_METADATA + 10, (short) 3);
            item(bytes, 0, "CAA16737FA364D43B3B633F0AA44E76B", 0, 4);
            item(bytes, 1, "2FA54224CD1B4876B2115DBED83BF4B8", 8, 6);
            item(bytes, 2, "8141BF1DA96F4709BA47F233A8FAAB5F", 16, 6);
            bytes.putInt(VHDX_ITEMS, 32 << 20).putLong(VHDX_ITEMS + 8, DISK).putInt(VHDX_ITEMS + 16, SECTOR);
        });
        return sealed(image);
    }

    private static void item(ByteBuffer bytes, int number, String id, int offset, int flags) {
        int at = VHDX_METADATA + 32 * (number + 1);
        guid(bytes, at, id);
        bytes.putInt(at + 16, (64 << 10) + offset).putInt(at + 20, 8).putInt(at + 24, flags);
    }

    /** Replaces an entry of the metadata table. */
    static byte[] withItem(byte[] vhdx, int number, String id, int offset, int flags) {
        return little(vhdx, bytes -> item(bytes, number, id, offset, flags));
    }

    /** Writes the checksums of a VHDX anew. */
    static byte[] sealed(byte[] vhdx) {
        return little(vhdx, bytes -> {
            seal(bytes, 64 << 10, 4096);
            seal(bytes, 128 << 10, 4096);
            seal(bytes, 192 << 10, 64 << 10);
        });
    }

    private static void seal(ByteBuffer bytes, int at, int length) {
        bytes.putInt(at + 4, 0);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(at, length));
        bytes.putInt(at + 4, (int) checksum.getValue());
    }

    private static void guid(ByteBuffer bytes, int at, String hex) {
        bytes.putInt(at, Integer.parseUnsignedInt(hex.substring(0, 8), 16));
        bytes.putShort(at + 4, (short) Integer.parseInt(hex.substring(8, 12), 16));
        bytes.putShort(at + 6, (short) Integer.parseInt(hex.substring(12, 16), 16));
        bytes.putLong(at + 8, Long.reverseBytes(Long.parseUnsignedLong(hex.substring(16), 16)));
    }

    static byte[] vdi() {
        return little(new byte[2 * SECTOR], bytes -> {
            ascii(bytes, 0, "<<< Oracle VM VirtualBox Disk Image >>>\n");
            bytes.putInt(64, 0xbeda107f).putInt(68, 0x10001).putInt(72, 0x180).putInt(76, 1);
            bytes.putInt(340, SECTOR)
                    .putInt(344, 2 * SECTOR)
                    .putInt(360, SECTOR)
                    .putLong(368, DISK);
            bytes.putInt(376, 1 << 20).putInt(384, 64);
        });
    }

    static byte[] qed() {
        return little(new byte[4 * SECTOR], bytes -> {
            ascii(bytes, 0, "QED\0");
            bytes.putInt(4, 65536).putInt(8, 4).putInt(12, 1).putLong(40, 65536).putLong(48, DISK);
        });
    }

    /** Forty blocks of 2 KiB. */
    static byte[] iso() {
        return little(new byte[40 * 2048], bytes -> {
            bytes.put(DISC, (byte) 1);
            ascii(bytes, DISC + 1, "CD001\1");
            bytes.putInt(DISC + 80, 40).putShort(DISC + 128, (short) 2048);
            bytes.put(DISC + 2048, (byte) 255);
            ascii(bytes, DISC + 2049, "CD001\1");
        });
    }

    static byte[] udf() {
        return little(new byte[40 * 2048], bytes -> {
            ascii(bytes, DISC + 1, "BEA01\1");
            ascii(bytes, DISC + 2049, "NSR03\1");
            ascii(bytes, DISC + 4097, "TEA01\1");
        });
    }

    static byte[] mbr() {
        return little(new byte[16 * SECTOR], bytes -> {
            bytes.put(446, (byte) 0x80).put(450, (byte) 0x83).putInt(454, 1).putInt(458, 15);
            bytes.putShort(510, (short) 0xaa55);
        });
    }

    static byte[] gpt(int sector) {
        return little(new byte[16 * SECTOR], bytes -> {
            bytes.put(450, (byte) 0xee).putInt(454, 1).putInt(458, -1);
            bytes.putShort(510, (short) 0xaa55);
            ascii(bytes, sector, "EFI PART");
        });
    }

    static byte[] luks1() {
        return big(new byte[16 * SECTOR], bytes -> {
            ascii(bytes, 0, "LUKS");
            bytes.putShort(4, (short) 0xbabe).putShort(6, (short) 1).putInt(104, 8);
        });
    }

    static final String LUKS2_TEXT =
            "{\"keyslots\":{\"0\":{\"type\":\"luks2\",\"area\":{\"offset\":\"32768\",\"size\":\"258048\"}}},"
                    + "\"segments\":{\"0\":{\"type\":\"crypt\",\"offset\":\"16384\",\"size\":\"dynamic\",\"iv_tweak\":\"0\"}},"
                    + "\"digests\":{\"0\":{\"segments\":[\"0\"]}},\"config\":{\"json_size\":\"12288\"}}";

    /** A header of 16 KiB and as much data. */
    static byte[] luks2(String text) {
        return big(new byte[32 << 10], bytes -> {
            ascii(bytes, 0, "LUKS");
            bytes.putShort(4, (short) 0xbabe).putShort(6, (short) 2).putLong(8, 16384);
            ascii(bytes, 4096, text);
        });
    }

    static void ascii(ByteBuffer bytes, int at, String text) {
        bytes.put(at, text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
