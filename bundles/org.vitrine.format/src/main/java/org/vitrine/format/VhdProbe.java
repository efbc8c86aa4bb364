package org.vitrine.format;

import java.nio.ByteBuffer;

/**
 * The footer of a VHD, as Microsoft's "Virtual Hard Disk Image Format Specification" describes it, big-endian: cookie at
 * 0, current size at 48, disk type at 60. A dynamic disk has a copy of it at its start, a fixed one
 * only at its end, behind its raw data.
 */
final class VhdProbe extends Probe {
    /** The subtype of a disk that is raw data and a footer. */
    static final String FIXED = "fixed";

    private static final String COOKIE = "conectix";
    private static final int CURRENT_SIZE = 48;
    private static final int TYPE = 60;
    private static final int TYPE_FIXED = 2;
    private static final int TYPE_DYNAMIC = 3;
    private static final int TYPE_DIFFERENCING = 4;

    VhdProbe() {
        super(DiskFormat.VHD, 0, SECTOR);
    }

    @Override
    void read(ByteBuffer bytes) {
        if (!has(bytes, 0, COOKIE)) {
            return;
        }
        match();
        if (bytes.remaining() < SECTOR) {
            danger("The VHD image is cut off");
            return;
        }
        int type = bytes.getInt(TYPE);
        if (type == TYPE_DIFFERENCING) {
            danger("The VHD image has a parent");
        } else if (type == TYPE_DYNAMIC) {
            subtype("dynamic");
        } else if (type != TYPE_FIXED) {
            danger("The VHD image is of a type that is not supported");
        }
        virtualSize(bytes.getLong(CURRENT_SIZE));
    }

    @Override
    void end(long size, Tail tail) {
        ByteBuffer footer = tail.last(SECTOR);
        if (isMatched()
                || !has(footer, 0, COOKIE)
                || footer.remaining() < SECTOR
                || footer.getInt(TYPE) != TYPE_FIXED
                || footer.getLong(CURRENT_SIZE) != size - SECTOR) {
            return;
        }
        match();
        subtype(FIXED);
        virtualSize(footer.getLong(CURRENT_SIZE));
    }
}
