package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a VDI, as VirtualBox's {@code VDICore.h} and QEMU's {@code block/vdi.c} lay it out, little-endian:
 * signature at 64, image type at 76 (1 dynamic, 2 fixed, 3 undo, 4 differencing), virtual size at 368.
 */
final class VdiProbe extends Probe {
    private static final int SIGNATURE_AT = 64;
    private static final int SIGNATURE = 0xbeda107f;
    private static final int TYPE = 76;
    private static final int SIZE = 368;

    VdiProbe() {
        super(DiskFormat.VDI, 0, SECTOR);
    }

    @Override
    void read(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < SECTOR || bytes.getInt(SIGNATURE_AT) != SIGNATURE) {
            return;
        }
        match();
        switch (bytes.getInt(TYPE)) {
            case 1 -> subtype("dynamic");
            case 2 -> subtype("fixed");
            default -> danger("The VDI image is of a type that needs another image, or is not supported");
        }
        virtualSize(bytes.getLong(SIZE));
    }
}
