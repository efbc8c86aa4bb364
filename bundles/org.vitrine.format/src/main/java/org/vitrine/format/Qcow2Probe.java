package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a qcow2 image, as {@code docs/interop/qcow2.txt} of QEMU describes it, big-endian: magic at 0, version
 * at 4, offset of the backing file's name at 8, cluster bits at 20, virtual size at 24, encryption at 32, number of
 * entries and offset of the first-level table at 36 and 40, and from version 3 on incompatible features at 72, refcount
 * order at 96, length of the header at 100 and kind of compression at 104. Of the features bit 2 says that the data lies
 * in another file, bit 3 that the compression is not zlib. Features from bit 4 on are refused, as they may change what
 * all the rest means (op:IMP-85). The bounds are those of QEMU, which is the reader that matters.
 */
final class Qcow2Probe extends Probe {
    static final int WINDOW = 512;
    static final int VERSION = 4;
    private static final int BACKING_FILE = 8;
    static final int CLUSTER_BITS = 20;
    static final int SIZE = 24;
    static final int ENCRYPTION = 32;
    private static final int TABLE_ENTRIES = 36;
    static final int TABLE_OFFSET = 40;
    static final int FEATURES = 72;
    private static final int REFCOUNT_ORDER = 96;
    private static final int HEADER_LENGTH = 100;
    private static final int COMPRESSION = 104;

    private static final long EXTERNAL_DATA_FILE = 1 << 2;
    static final long OTHER_COMPRESSION = 1 << 3;
    private static final long KNOWN_FEATURES = (1 << 4) - 1;
    private static final int ZSTD = 1;
    private static final int LUKS = 2;
    private static final int MOST_REFCOUNT_ORDER = 6;
    private static final int FEWEST_CLUSTER_BITS = 9;
    private static final int MOST_CLUSTER_BITS = 21;
    static final int ENTRY_BITS = 3;
    /** QEMU takes a first-level table of 32 MiB. */
    private static final int MOST_TABLE_BITS = 25;

    private long tableEnd;

    Qcow2Probe() {
        super(DiskFormat.QCOW2, ByteOrder.BIG_ENDIAN, 0, WINDOW);
    }

    @Override
    boolean recognises(ByteBuffer start) {
        return has(start, 0, "QFI\u00fb");
    }

    @Override
    void read(ByteBuffer bytes) {
        int version = bytes.getInt(VERSION);
        if (version != 2 && version != 3) {
            danger(Danger.Kind.UNSUPPORTED, "is of a version that is not supported");
        }
        if (bytes.getLong(BACKING_FILE) != 0) {
            danger(Danger.Kind.PARENT, "has a backing file");
        }
        if (version == 3) {
            checkFeatures(bytes);
        }
        if (version == 2 || version == 3) {
            checkLayout(bytes);
        } else {
            virtualSize(bytes.getLong(SIZE), Long.MAX_VALUE);
        }
    }

    private void checkFeatures(ByteBuffer bytes) {
        long features = bytes.getLong(FEATURES);
        if ((features & EXTERNAL_DATA_FILE) != 0) {
            danger(Danger.Kind.OTHER_FILES, "has an external data file");
        }
        if ((features & ~KNOWN_FEATURES) != 0) {
            danger(Danger.Kind.UNKNOWN_FEATURE, "has features that are not supported");
        }
        long headerLength = unsigned(bytes, HEADER_LENGTH);
        if (headerLength < COMPRESSION || headerLength % Long.BYTES != 0) {
            danger(Danger.Kind.MALFORMED, "has a header of an impossible length");
        }
        if ((features & OTHER_COMPRESSION) != 0 && (headerLength <= COMPRESSION || bytes.get(COMPRESSION) != ZSTD)) {
            danger(Danger.Kind.UNKNOWN_FEATURE, "has features that are not supported");
        }
        if (Integer.compareUnsigned(bytes.getInt(REFCOUNT_ORDER), MOST_REFCOUNT_ORDER) > 0) {
            danger(Danger.Kind.MALFORMED, "counts references in an impossible width");
        }
    }

    private void checkLayout(ByteBuffer bytes) {
        long size = bytes.getLong(SIZE);
        int clusterBits = bytes.getInt(CLUSTER_BITS);
        if (clusterBits < FEWEST_CLUSTER_BITS || clusterBits > MOST_CLUSTER_BITS) {
            danger(Danger.Kind.MALFORMED, "has clusters of an impossible size");
            virtualSize(size, Long.MAX_VALUE);
            return;
        }
        // One entry of the first-level table stands for a cluster of second-level entries.
        int coverageBits = 2 * clusterBits - ENTRY_BITS;
        long most = 1L << Math.min(coverageBits + MOST_TABLE_BITS - ENTRY_BITS, Long.SIZE - 2);
        virtualSize(size, most);
        checkTable(bytes, clusterBits, size, coverageBits);
        if (Integer.compareUnsigned(bytes.getInt(ENCRYPTION), LUKS) > 0) {
            danger(Danger.Kind.UNKNOWN_FEATURE, "is encrypted in a way that is not supported");
        }
    }

    private void checkTable(ByteBuffer bytes, int clusterBits, long size, int coverageBits) {
        long entries = unsigned(bytes, TABLE_ENTRIES);
        long offset = bytes.getLong(TABLE_OFFSET);
        long needed = (size >>> coverageBits) + ((size & (1L << coverageBits) - 1) == 0 ? 0 : 1);
        if (entries < needed || entries > 1L << MOST_TABLE_BITS - ENTRY_BITS) {
            danger(Danger.Kind.MALFORMED, "has a table that does not fit its disk");
        } else if (entries > 0 && (offset < 0 || (offset & (1L << clusterBits) - 1) != 0)) {
            danger(Danger.Kind.MALFORMED, "has a table where none can be");
        } else if (entries > 0) {
            tableEnd = offset + (entries << ENTRY_BITS);
        }
    }

    @Override
    void end(long size, Tail tail) {
        // Beyond the largest long it is beyond the data, too.
        if (tableEnd < 0 || tableEnd > size) {
            danger(Danger.Kind.TRUNCATED, "is cut off");
        }
    }
}
