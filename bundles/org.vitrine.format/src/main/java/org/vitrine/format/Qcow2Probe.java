package org.vitrine.format;

import java.nio.ByteBuffer;

/**
 * The header of a qcow2 image, as {@code docs/interop/qcow2.txt} of QEMU describes it: magic at 0, version at 4, offset
 * of the backing file's name at 8, cluster bits at 20, virtual size at 24, and from version 3 on incompatible features
 * at 72, of which bit 2 says that the data lies in another file. Features from bit 4 on are refused, as they may change
 * what all the rest means (op:IMP-85).
 */
final class Qcow2Probe extends Probe {
    private static final int HEADER = 512;
    private static final int VERSION = 4;
    private static final int BACKING_FILE = 8;
    private static final int CLUSTER_BITS = 20;
    private static final int SIZE = 24;
    private static final int INCOMPATIBLE_FEATURES = 72;
    private static final long EXTERNAL_DATA_FILE = 1 << 2;
    private static final long KNOWN_FEATURES = (1 << 4) - 1;
    private static final int FEWEST_CLUSTER_BITS = 9;
    private static final int MOST_CLUSTER_BITS = 21;

    Qcow2Probe() {
        super(DiskFormat.QCOW2, 0, HEADER);
    }

    @Override
    void read(ByteBuffer bytes) {
        if (!has(bytes, 0, "QFI\u00fb") || bytes.remaining() < HEADER) {
            return;
        }
        match();
        int version = bytes.getInt(VERSION);
        if (version != 2 && version != 3) {
            danger("The qcow2 image is of a version that is not supported");
        }
        if (bytes.getLong(BACKING_FILE) != 0) {
            danger("The qcow2 image has a backing file");
        }
        int clusterBits = bytes.getInt(CLUSTER_BITS);
        if (clusterBits < FEWEST_CLUSTER_BITS || clusterBits > MOST_CLUSTER_BITS) {
            danger("The qcow2 image has clusters of an impossible size");
        }
        if (version == 3) {
            checkFeatures(bytes.getLong(INCOMPATIBLE_FEATURES));
        }
        virtualSize(bytes.getLong(SIZE));
    }

    private void checkFeatures(long features) {
        if ((features & EXTERNAL_DATA_FILE) != 0) {
            danger("The qcow2 image has an external data file");
        }
        if ((features & ~KNOWN_FEATURES) != 0) {
            danger("The qcow2 image has features that are not supported");
        }
    }
}
