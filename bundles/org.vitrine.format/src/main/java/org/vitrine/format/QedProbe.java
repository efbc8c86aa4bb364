package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a QED image, as {@code docs/interop/qed_spec.rst} of QEMU describes it, little-endian: magic at 0,
 * features at 16, of which bit 0 says that there is a backing file, virtual size at 48. QED was given up by its authors
 * and is always refused (op:IMP-85).
 */
final class QedProbe extends Probe {
    private static final int HEADER = 64;
    private static final int FEATURES = 16;
    private static final int BACKING_FILE = 1;
    private static final int SIZE = 48;

    QedProbe() {
        super(DiskFormat.QED, ByteOrder.LITTLE_ENDIAN, 0, HEADER);
    }

    @Override
    boolean recognises(ByteBuffer start) {
        return has(start, 0, "QED\0");
    }

    @Override
    void read(ByteBuffer bytes) {
        danger(Danger.Kind.UNSUPPORTED, "is of a format that is not supported");
        if ((bytes.getLong(FEATURES) & BACKING_FILE) != 0) {
            danger(Danger.Kind.PARENT, "has a backing file");
        }
        virtualSize(bytes.getLong(SIZE), Long.MAX_VALUE);
    }

    @Override
    void cutOff(ByteBuffer rest) {
        danger(Danger.Kind.UNSUPPORTED, "is of a format that is not supported");
        super.cutOff(rest);
    }
}
