package org.vitrine.importing.conversion;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.format.DiskFormat;
import org.vitrine.format.FormatInspector;

/** Looks at a disk while it passes by, and fails instead of ending when it is not what it should be (IMP-87). */
final class InspectedStream extends FilterInputStream {
    private final DiskFormat expected;
    private final FormatInspector inspector = new FormatInspector();
    private boolean ended;

    InspectedStream(InputStream disk, DiskFormat expected) {
        super(disk);
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count > 0) {
            inspector.accept(ByteBuffer.wrap(target, offset, count));
        } else if (count < 0 && !ended) {
            ended = true;
            Optional<String> refusal = Inspection.refusal(inspector.finish(), expected);
            if (refusal.isPresent()) {
                throw new VitrineException(ErrorKind.INVALID, "In the image: " + refusal.get());
            }
        }
        return count;
    }

    /** Reads what is skipped: it is to be seen. */
    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.min(count, 8192)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
