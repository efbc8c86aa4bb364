package org.vitrine.importing.conversion;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.format.DiskFormat;
import org.vitrine.format.FormatInspector;
import org.vitrine.spi.importing.CheckedStream;

/** Looks at a disk while it passes by, and fails instead of ending when it is not what it should be (IMP-87). */
final class InspectedStream extends CheckedStream {
    private final DiskFormat expected;
    private final FormatInspector inspector = new FormatInspector();

    InspectedStream(InputStream disk, DiskFormat expected) {
        super(disk);
        this.expected = expected;
    }

    @Override
    protected void passing(byte[] bytes, int offset, int length) {
        inspector.accept(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    protected void passed() {
        Optional<String> refusal = Inspection.refusal(inspector.finish(), expected);
        if (refusal.isPresent()) {
            throw new VitrineException(ErrorKind.INVALID, "In the image: " + refusal.get());
        }
    }
}
