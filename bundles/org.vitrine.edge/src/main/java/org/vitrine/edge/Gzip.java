package org.vitrine.edge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Whole texts in the form of RFC 1952. */
final class Gzip {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER = 8;

    private Gzip() {}

    /** The compressed form, if it is shorter. */
    static Optional<byte[]> compress(byte[] bytes, int offset, int length) {
        if (length <= HEADER.length + TRAILER) {
            return Optional.empty();
        }
        byte[] target = Arrays.copyOf(HEADER, length);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(bytes, offset, length);
            deflater.finish();
            int count = deflater.deflate(target, HEADER.length, length - HEADER.length - TRAILER);
            if (!deflater.finished()) {
                return Optional.empty();
            }
            CRC32 checksum = new CRC32();
            checksum.update(bytes, offset, length);
            int end = HEADER.length + count;
            ByteBuffer.wrap(target, end, TRAILER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) checksum.getValue())
                    .putInt(length);
            return Optional.of(Arrays.copyOf(target, end + TRAILER));
        } finally {
            deflater.end();
        }
    }
}
