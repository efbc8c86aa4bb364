package org.vitrine.importing.decompression;

import java.io.IOException;
import java.util.zip.Inflater;

/** RFC 1952: members one after the other, and zeros at the end, as tapes have them. */
final class GzipStream extends ArchiveStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int LONGEST_TEXT = 64 * 1024;

    private final ArchiveInput in;
    private final Inflater inflater = new Inflater(true);
    private boolean inMember;

    GzipStream(ArchiveInput in, Bound bound) {
        super(in, bound);
        this.in = in;
    }

    @Override
    int unpack(byte[] target, int offset, int length) throws IOException {
        while (true) {
            if (!inMember) {
                if (!begin()) {
                    return -1;
                }
                inMember = true;
            }
            int count = in.inflate(inflater, target, offset, length);
            if (count > 0) {
                return counted(target, offset, count);
            }
            endMember();
            inMember = false;
        }
    }

    /** False at the end of the archive. */
    private boolean begin() throws IOException {
        int first = in.next();
        boolean isFirst = in.position() == 1;
        while (first == 0 && !isFirst) {
            first = in.next();
            if (first > 0) {
                throw ArchiveInput.broken("something follows its end");
            }
        }
        if (first < 0 && !isFirst) {
            return false;
        }
        if (first != 0x1f || in.require() != 0x8b) {
            throw ArchiveInput.broken("something follows its end");
        }
        header();
        inflater.reset();
        beginPart();
        return true;
    }

    private void header() throws IOException {
        if (in.require() != 8) {
            throw ArchiveInput.broken("it is compressed in an unknown way");
        }
        int flags = in.require();
        if ((flags & 0xe0) != 0) {
            throw ArchiveInput.broken("it has unknown features");
        }
        in.skip(6);
        if ((flags & EXTRA) != 0) {
            in.skip(in.number(2));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            in.skip(2);
        }
    }

    private void skipText() throws IOException {
        int length = 0;
        while (in.require() != 0) {
            if (++length > LONGEST_TEXT) {
                throw ArchiveInput.broken("a name in it does not end");
            }
        }
    }

    private void endMember() throws IOException {
        if (in.number(4) != crc()) {
            throw ArchiveInput.broken("its checksum is wrong");
        }
        if (in.number(4) != (count() & 0xffffffffL)) {
            throw ArchiveInput.broken("its length is wrong");
        }
    }

    @Override
    void release() {
        inflater.end();
    }
}
