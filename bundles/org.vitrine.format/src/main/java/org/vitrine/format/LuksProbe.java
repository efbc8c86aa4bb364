package org.vitrine.format;

import java.nio.ByteBuffer;

/**
 * The header of an encrypted disk, as the LUKS on-disk format specifications 1.2.3 and 2 describe it, big-endian: magic
 * at 0, version at 6, and in version 1 the first sector of the data at 104. Version 2 says so in a JSON text, which is
 * not read: its virtual size stays unknown.
 */
final class LuksProbe extends Probe {
    private static final int HEADER = 592;
    private static final int VERSION = 6;
    private static final int PAYLOAD_SECTOR = 104;

    private long payload = -1;

    LuksProbe() {
        super(DiskFormat.LUKS, 0, HEADER);
    }

    @Override
    void read(ByteBuffer bytes) {
        if (!has(bytes, 0, "LUKS\u00ba\u00be") || bytes.remaining() < HEADER) {
            return;
        }
        match();
        int version = bytes.getShort(VERSION);
        if (version == 1) {
            payload = (bytes.getInt(PAYLOAD_SECTOR) & 0xffffffffL) * SECTOR;
        } else if (version != 2) {
            danger("The LUKS header is of a version that is not supported");
        }
        subtype("luks" + version);
    }

    @Override
    void end(long size, Tail tail) {
        if (payload > size) {
            danger("The LUKS image is cut off");
        } else if (payload >= 0) {
            virtualSize(size - payload);
        }
    }
}
