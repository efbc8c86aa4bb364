package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The footer of a VHD, as Microsoft's "Virtual Hard Disk Image Format Specification" describes it, big-endian: cookie at
 * 0, offset of the dynamic disk header at 16, current size at 48, disk type at 60. A dynamic disk has a copy of it at its
 * start; a fixed one only at its end, behind its raw data. The dynamic disk header: cookie at 0, offset of the block
 * table at 16, number of its entries at 28, bytes in a block at 32.
 */
final class VhdProbe extends Probe {
    /** The subtype of a disk that is raw data and a footer. */
    static final String FIXED = "fixed";

    private static final String COOKIE = "conectix";
    private static final String DYNAMIC_COOKIE = "cxsparse";
    private static final int DYNAMIC_HEADER_OFFSET = 16;
    private static final int DYNAMIC_HEADER = 1024;
    private static final int CURRENT_SIZE = 48;
    private static final int TYPE = 60;
    private static final int TYPE_FIXED = 2;
    private static final int TYPE_DYNAMIC = 3;
    private static final int TYPE_DIFFERENCING = 4;
    private static final int TABLE_OFFSET = 16;
    private static final int TABLE_ENTRIES = 28;
    private static final int BLOCK_SIZE = 32;
    private static final long MOST = 2040L << 30;

    private boolean footerRead;
    private boolean dynamic;
    private long currentSize;
    private long leastSize;

    VhdProbe() {
        super(DiskFormat.VHD, ByteOrder.BIG_ENDIAN, 0, SECTOR);
    }

    @Override
    boolean recognises(ByteBuffer start) {
        return has(start, 0, COOKIE);
    }

    /** The end alone says whether it is a fixed disk. */
    @Override
    boolean mayMatch() {
        return true;
    }

    @Override
    void read(ByteBuffer bytes) {
        if (footerRead) {
            readDynamicHeader(bytes);
            return;
        }
        footerRead = true;
        currentSize = bytes.getLong(CURRENT_SIZE);
        virtualSize(currentSize, MOST);
        switch (bytes.getInt(TYPE)) {
            case TYPE_DYNAMIC -> {
                dynamic = true;
                subtype("dynamic");
                if (!await(bytes.getLong(DYNAMIC_HEADER_OFFSET), DYNAMIC_HEADER)) {
                    danger(Danger.Kind.MALFORMED, "has its header where none can be");
                }
            }
            case TYPE_DIFFERENCING -> danger(Danger.Kind.PARENT, "is the difference to another image");
            default -> danger(Danger.Kind.UNSUPPORTED, "is of a kind that is not supported");
        }
    }

    private void readDynamicHeader(ByteBuffer bytes) {
        long entries = unsigned(bytes, TABLE_ENTRIES);
        long blockSize = unsigned(bytes, BLOCK_SIZE);
        long table = bytes.getLong(TABLE_OFFSET);
        if (!has(bytes, 0, DYNAMIC_COOKIE) || Long.bitCount(blockSize) != 1 || blockSize < SECTOR || table < 0) {
            danger(Danger.Kind.MALFORMED, "has a header that makes no sense");
        } else if (Long.compareUnsigned(currentSize, entries * blockSize) > 0) {
            danger(Danger.Kind.MALFORMED, "has fewer blocks than its disk needs");
        } else {
            leastSize = table + entries * Integer.BYTES;
        }
    }

    @Override
    void end(long size, Tail tail) {
        ByteBuffer footer = tail.last(SECTOR);
        boolean footed = footer.limit() == SECTOR && has(footer, 0, COOKIE);
        if (isMatched()) {
            checkDynamic(size, footer, footed);
        } else if (footed && footer.getInt(TYPE) == TYPE_FIXED && footer.getLong(CURRENT_SIZE) == size - SECTOR) {
            match();
            subtype(FIXED);
            virtualSize(footer.getLong(CURRENT_SIZE), MOST);
        }
    }

    /** The footer at the end is the one that counts, the one at the start its copy: QEMU believes the copy. */
    private void checkDynamic(long size, ByteBuffer footer, boolean footed) {
        if (!dynamic) {
            return;
        }
        if (!footed || leastSize < 0 || leastSize > size) {
            danger(Danger.Kind.TRUNCATED, "is cut off");
        } else if (footer.getInt(TYPE) != TYPE_DYNAMIC || footer.getLong(CURRENT_SIZE) != currentSize) {
            danger(Danger.Kind.MALFORMED, "says one thing at its start and another at its end");
        }
    }
}
