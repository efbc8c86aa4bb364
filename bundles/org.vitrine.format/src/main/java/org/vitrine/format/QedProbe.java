package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a QED image, as {@code docs/interop/qed_spec.txt} of QEMU describes it: magic at 0, virtual size at 48,
 * little-endian. QED was given up by its authors and is always refused (op:IMP-85).
 */
final class QedProbe extends Probe {
    private static final int HEADER = 64;
    private static final int SIZE = 48;

    QedProbe() {
        super(DiskFormat.QED, 0, HEADER);
    }

    @Override
    void read(ByteBuffer bytes) {
        if (!has(bytes, 0, "QED\0") || bytes.remaining() < HEADER) {
            return;
        }
        match();
        danger("QED images are not supported");
        virtualSize(bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(SIZE));
    }
}
