package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The volume descriptors of an optical disc, 2 KiB each from 32 KiB on, as ECMA-119 (ISO 9660) and ECMA-167 (UDF)
 * describe them: type at 0 (1 is the primary one, 255 the last), identifier at 1, number of blocks at 80, bytes in a
 * block at 128. A disc that is UDF alone has a descriptor that says so behind one that announces it, and does not tell
 * its size there.
 */
final class IsoProbe extends Probe {
    private static final long DESCRIPTORS = 32 * 1024;
    private static final int LENGTH = 2048;
    private static final int IDENTIFIER = 1;
    private static final int BLOCKS = 80;
    private static final int BLOCK_SIZE = 128;
    private static final int PRIMARY = 1;
    private static final int LAST = 255;
    private static final int MOST_DESCRIPTORS = 32;
    private static final String ISO = "CD001";
    private static final String EXTENDED_AREA = "BEA01";

    private int read;
    private long volume;

    IsoProbe() {
        super(DiskFormat.ISO, ByteOrder.LITTLE_ENDIAN, DESCRIPTORS, LENGTH);
    }

    @Override
    boolean recognises(ByteBuffer start) {
        return has(start, IDENTIFIER, ISO) || has(start, IDENTIFIER, EXTENDED_AREA) || isUdf(start);
    }

    private static boolean isUdf(ByteBuffer bytes) {
        return has(bytes, IDENTIFIER, "NSR02") || has(bytes, IDENTIFIER, "NSR03");
    }

    @Override
    void read(ByteBuffer bytes) {
        read++;
        if (isUdf(bytes)) {
            subtype("udf");
            return;
        }
        boolean iso = has(bytes, IDENTIFIER, ISO);
        int type = bytes.get(0) & 0xff;
        if (iso && type == PRIMARY) {
            subtype("iso9660");
            volume = unsigned(bytes, BLOCKS) * (bytes.getShort(BLOCK_SIZE) & 0xffff);
            virtualSize(volume, Long.MAX_VALUE);
        } else if (read < MOST_DESCRIPTORS && (iso && type != LAST || has(bytes, IDENTIFIER, EXTENDED_AREA))) {
            awaitNext(LENGTH);
        } else {
            danger(Danger.Kind.MALFORMED, "has no descriptor of its volume");
        }
    }

    @Override
    void end(long size, Tail tail) {
        if (volume > size) {
            danger(Danger.Kind.TRUNCATED, "is cut off");
        }
    }
}
