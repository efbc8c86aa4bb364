package org.vitrine.format;

import java.nio.ByteBuffer;

/** A GUID as Microsoft writes it: three little-endian numbers and eight bytes. */
record Guid(int first, int second, int third, long rest) {
    static final int LENGTH = 16;

    private static final int SECOND = 4;
    private static final int THIRD = 6;
    private static final int REST = 8;

    /** The GUID at that place of a little-endian buffer. */
    static Guid at(ByteBuffer bytes, int at) {
        return new Guid(
                bytes.getInt(at),
                bytes.getShort(at + SECOND) & 0xffff,
                bytes.getShort(at + THIRD) & 0xffff,
                Long.reverseBytes(bytes.getLong(at + REST)));
    }
}
