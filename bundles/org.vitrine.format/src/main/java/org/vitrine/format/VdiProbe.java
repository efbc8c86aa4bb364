package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a VDI, as VirtualBox's {@code VDICore.h} and QEMU's {@code block/vdi.c} lay it out, little-endian:
 * signature at 64, version at 68, image type at 76 (1 dynamic, 2 fixed, 3 undo, 4 differencing), offset of the data at
 * 344, virtual size at 368, bytes in a block at 376, number of blocks and of those with data at 384 and 388, ids of the
 * image that this one is a difference to at 424 and 440.
 */
final class VdiProbe extends Probe {
    private static final int SIGNATURE_AT = 64;
    private static final int SIGNATURE = 0xbeda107f;
    private static final int VERSION = 68;
    private static final int VERSION_1_1 = 0x00010001;
    private static final int TYPE = 76;
    private static final int DATA = 344;
    private static final int SIZE = 368;
    private static final int BLOCK_SIZE = 376;
    private static final int BLOCKS = 384;
    private static final int ALLOCATED_BLOCKS = 388;
    private static final int LINK_ID = 424;
    private static final int PARENT_ID = 440;
    private static final int ID_LENGTH = 16;
    /** What QEMU takes: 2^29 - 1 blocks of 1 MiB. */
    private static final long MOST = 0x1fffffffL << 20;

    private long leastSize;

    VdiProbe() {
        super(DiskFormat.VDI, ByteOrder.LITTLE_ENDIAN, 0, SECTOR);
    }

    @Override
    boolean recognises(ByteBuffer start) {
        return start.limit() >= SIGNATURE_AT + Integer.BYTES && start.getInt(SIGNATURE_AT) == SIGNATURE;
    }

    @Override
    void read(ByteBuffer bytes) {
        if (bytes.getInt(VERSION) != VERSION_1_1) {
            danger(Danger.Kind.UNSUPPORTED, "is of a version that is not supported");
        }
        switch (bytes.getInt(TYPE)) {
            case 1 -> subtype("dynamic");
            case 2 -> subtype("fixed");
            case 3, 4 -> danger(Danger.Kind.PARENT, "is the difference to another image");
            default -> danger(Danger.Kind.UNSUPPORTED, "is of a kind that is not supported");
        }
        if (!isZero(bytes, LINK_ID, ID_LENGTH) || !isZero(bytes, PARENT_ID, ID_LENGTH)) {
            danger(Danger.Kind.PARENT, "is the difference to another image");
        }
        checkBlocks(bytes);
    }

    private void checkBlocks(ByteBuffer bytes) {
        long size = bytes.getLong(SIZE);
        virtualSize(size, MOST);
        long blockSize = unsigned(bytes, BLOCK_SIZE);
        long blocks = unsigned(bytes, BLOCKS);
        long allocated = unsigned(bytes, ALLOCATED_BLOCKS);
        // Neither product can be negative: the factors are below 2^32 and, where they count, checked against 2^31.
        if (Long.bitCount(blockSize) != 1 || blocks > Integer.MAX_VALUE || allocated > blocks) {
            danger(Danger.Kind.MALFORMED, "has blocks that make no sense");
        } else if (Long.compareUnsigned(size, blocks * blockSize) > 0) {
            danger(Danger.Kind.MALFORMED, "has fewer blocks than its disk needs");
        } else {
            leastSize = unsigned(bytes, DATA) + allocated * blockSize;
        }
    }

    @Override
    void end(long size, Tail tail) {
        if (leastSize > size) {
            danger(Danger.Kind.TRUNCATED, "is cut off");
        }
    }
}
