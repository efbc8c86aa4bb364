package org.vitrine.importing.decompression;

import java.io.IOException;
import java.util.zip.Inflater;

/**
 * A zip archive with one file, read from its start to its end: what stands before the file and what the directory at the end
 * says must agree, as readers differ in which of the two they believe. Of both the 64-bit form is understood.
 */
final class ZipStream extends ArchiveStream {
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final long FILE = 0x04034b50L;
    private static final long DESCRIPTOR = 0x08074b50L;
    private static final long ENTRY = 0x02014b50L;
    private static final long END = 0x06054b50L;
    private static final long END_64 = 0x06064b50L;
    private static final long LOCATOR_64 = 0x07064b50L;
    private static final long NONE = 0xffffffffL;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int HAS_DESCRIPTOR = 1 << 3;

    /** What one of the two places says about the file; sizes of {@link #NONE} when it says nothing. */
    private record Claim(int method, int flags, long crc, long packed, long size, boolean large) {}

    private final ArchiveInput in;
    private final Inflater inflater = new Inflater(true);
    private Claim claim;
    private long dataStart;
    private long packed;

    ZipStream(ArchiveInput in, Bound bound) {
        super(in, bound);
        this.in = in;
    }

    @Override
    int unpack(byte[] target, int offset, int length) throws IOException {
        if (claim == null) {
            begin();
        }
        int count =
                claim.method == STORED ? copy(target, offset, length) : in.inflate(inflater, target, offset, length);
        if (count > 0) {
            return counted(target, offset, count);
        }
        packed = in.position() - dataStart;
        finish();
        return -1;
    }

    private void begin() throws IOException {
        expect(FILE, "it does not begin with a file");
        in.skip(2);
        int flags = (int) in.number(2);
        int method = (int) in.number(2);
        in.skip(4);
        Claim short32 = new Claim(method, flags, in.number(4), in.number(4), in.number(4), false);
        int name = (int) in.number(2);
        int extra = (int) in.number(2);
        checkName(name);
        claim = withExtra(short32, extra);
        if ((flags & ENCRYPTED) != 0) {
            throw ArchiveInput.broken("it is encrypted");
        }
        if (method != STORED && method != DEFLATED) {
            throw ArchiveInput.broken("it is compressed in a way that is not supported");
        }
        if (method == STORED && ((flags & HAS_DESCRIPTOR) != 0 || claim.packed != claim.size)) {
            throw ArchiveInput.broken("it does not say where its file ends");
        }
        dataStart = in.position();
    }

    /** A directory is no image. */
    private void checkName(int length) throws IOException {
        int last = 0;
        for (int i = 0; i < length; i++) {
            last = in.require();
        }
        if (length == 0 || last == '/') {
            throw ArchiveInput.broken("what it holds is no file");
        }
    }

    /** Sizes of more than 32 bits stand in a field of their own. */
    private Claim withExtra(Claim base, int length) throws IOException {
        long end = in.position() + length;
        long size = base.size;
        long compressed = base.packed;
        boolean large = false;
        while (end - in.position() >= 4) {
            int id = (int) in.number(2);
            long left = in.number(2);
            if (in.position() + left > end) {
                throw ArchiveInput.broken("its fields overlap");
            }
            long next = in.position() + left;
            if (id == 1) {
                large = true;
                if (size == NONE && left >= 8) {
                    size = in.number(8);
                    left -= 8;
                }
                if (compressed == NONE && left >= 8) {
                    compressed = in.number(8);
                }
            }
            in.skip(next - in.position());
        }
        in.skip(end - in.position());
        return new Claim(base.method, base.flags, base.crc, compressed, size, large);
    }

    private int copy(byte[] target, int offset, int length) throws IOException {
        long left = claim.size - count();
        if (left == 0) {
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw ArchiveInput.broken("it is cut off");
        }
        return count;
    }

    private void finish() throws IOException {
        if ((claim.flags & HAS_DESCRIPTOR) == 0) {
            compare(claim);
        }
        long signature = in.number(4);
        if ((claim.flags & HAS_DESCRIPTOR) != 0) {
            signature = descriptor(signature);
        }
        if (signature == FILE) {
            throw ArchiveInput.broken("it holds more than one file");
        }
        long directory = in.position() - 4;
        if (signature != ENTRY) {
            throw ArchiveInput.broken("its directory is missing");
        }
        entry();
        end(directory, in.position() - directory);
    }

    /** Gives the signature that follows. */
    private long descriptor(long signature) throws IOException {
        long crc = signature == DESCRIPTOR ? in.number(4) : signature;
        int width = claim.large || packed > NONE || count() > NONE ? 8 : 4;
        compare(new Claim(claim.method, 0, crc, in.number(width), in.number(width), claim.large));
        return in.number(4);
    }

    private void compare(Claim other) {
        if (other.crc != crc()) {
            throw ArchiveInput.broken("its checksum is wrong");
        }
        if (other.packed != packed || other.size != count()) {
            throw ArchiveInput.broken("its lengths are wrong");
        }
    }

    private void entry() throws IOException {
        in.skip(4);
        int flags = (int) in.number(2);
        int method = (int) in.number(2);
        in.skip(4);
        Claim short32 = new Claim(method, flags, in.number(4), in.number(4), in.number(4), false);
        int name = (int) in.number(2);
        int extra = (int) in.number(2);
        int comment = (int) in.number(2);
        in.skip(8);
        long offset = in.number(4);
        in.skip(name);
        compare(withExtra(short32, extra));
        in.skip(comment);
        if (method != claim.method || offset != 0 && offset != NONE) {
            throw ArchiveInput.broken("its directory does not belong to its file");
        }
    }

    private void end(long directory, long size) throws IOException {
        long signature = in.number(4);
        if (signature == ENTRY) {
            throw ArchiveInput.broken("it holds more than one file");
        }
        if (signature == END_64) {
            in.skip(in.number(8));
            expect(LOCATOR_64, "its end is missing");
            in.skip(16);
            signature = in.number(4);
        }
        if (signature != END) {
            throw ArchiveInput.broken("its end is missing");
        }
        in.skip(4);
        long here = in.number(2);
        long all = in.number(2);
        long length = in.number(4);
        long start = in.number(4);
        in.skip(in.number(2));
        boolean one = (here == 1 || here == 0xffff) && (all == 1 || all == 0xffff);
        boolean right = (length == size || length == NONE) && (start == directory || start == NONE);
        if (!one || !right) {
            throw ArchiveInput.broken("its end says otherwise than its directory");
        }
        if (in.next() >= 0) {
            throw ArchiveInput.broken("something follows its end");
        }
    }

    private void expect(long signature, String otherwise) throws IOException {
        if (in.number(4) != signature) {
            throw ArchiveInput.broken(otherwise);
        }
    }

    @Override
    void release() {
        inflater.end();
    }
}
