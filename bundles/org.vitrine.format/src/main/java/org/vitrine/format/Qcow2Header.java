package org.vitrine.format;

import java.nio.ByteBuffer;

/**
 * What of a qcow2 header it takes to read the disk. The fields are where {@link Qcow2Probe} says, which also says whether
 * their values make sense.
 *
 * @param version 2 or 3
 * @param clusterBits logarithm of the bytes in a cluster
 * @param size bytes of the disk
 * @param tableOffset of the first-level table
 * @param encrypted in whichever way
 * @param zstd whether compressed clusters are so with zstd
 */
record Qcow2Header(int version, int clusterBits, long size, long tableOffset, boolean encrypted, boolean zstd) {
    /** As much as the probe looks at. */
    static final int LENGTH = 512;

    /** Reads a header that the probe has nothing against. */
    static Qcow2Header of(ByteBuffer bytes) {
        int version = bytes.getInt(Qcow2Probe.VERSION);
        return new Qcow2Header(
                version,
                bytes.getInt(Qcow2Probe.CLUSTER_BITS),
                bytes.getLong(Qcow2Probe.SIZE),
                bytes.getLong(Qcow2Probe.TABLE_OFFSET),
                bytes.getInt(Qcow2Probe.ENCRYPTION) != 0,
                version == 3 && (bytes.getLong(Qcow2Probe.FEATURES) & Qcow2Probe.OTHER_COMPRESSION) != 0);
    }

    int clusterSize() {
        return 1 << clusterBits;
    }

    /** Logarithm of the bytes of the disk that one second-level table stands for. */
    int coverageBits() {
        return 2 * clusterBits - Qcow2Probe.ENTRY_BITS;
    }
}
