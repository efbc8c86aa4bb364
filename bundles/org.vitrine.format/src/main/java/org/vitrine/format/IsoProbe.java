package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first volume descriptor of an optical disc, at 32 KiB, as ECMA-119 (ISO 9660) and ECMA-167 (UDF) describe it:
 * type at 0 (1 is the primary one), identifier at 1, number of blocks at 80, bytes in a block at 128.
 */
final class IsoProbe extends Probe {
    private static final long DESCRIPTOR = 32 * 1024;
    private static final int LENGTH = 2048;
    private static final int IDENTIFIER = 1;
    private static final int BLOCKS = 80;
    private static final int BLOCK_SIZE = 128;
    private static final int PRIMARY = 1;

    IsoProbe() {
        super(DiskFormat.ISO, DESCRIPTOR, LENGTH);
    }

    @Override
    void read(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < LENGTH) {
            return;
        }
        if (has(bytes, IDENTIFIER, "CD001")) {
            match();
            if (bytes.get(0) == PRIMARY) {
                virtualSize((bytes.getInt(BLOCKS) & 0xffffffffL) * (bytes.getShort(BLOCK_SIZE) & 0xffff));
            }
        } else if (has(bytes, IDENTIFIER, "BEA01")
                || has(bytes, IDENTIFIER, "NSR02")
                || has(bytes, IDENTIFIER, "NSR03")) {
            match();
            subtype("udf");
        }
    }
}
