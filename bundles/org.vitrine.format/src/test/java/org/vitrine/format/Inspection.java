package org.vitrine.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows data to an inspector, cut into chunks. */
final class Inspection {
    static final int MIB = 1 << 20;

    private Inspection() {}

    /** What an inspector says of the data in chunks of that many bytes. */
    static FormatReport of(byte[] data, int chunk) {
        FormatInspector inspector = new FormatInspector();
        for (int at = 0; at < data.length; at += chunk) {
            // A view into the middle of a buffer, as nothing promises that chunks begin at 0.
            inspector.accept(
                    ByteBuffer.wrap(data, at, Math.min(chunk, data.length - at)).asReadOnlyBuffer());
        }
        return inspector.finish();
    }

    /** What an inspector says of the data in chunks of 1 MiB. */
    static FormatReport of(byte[] data) {
        return of(data, MIB);
    }

    static FormatReport of(Path file, int chunk) throws IOException {
        FormatInspector inspector = new FormatInspector();
        byte[] buffer = new byte[chunk];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.readNBytes(buffer, 0, chunk); read > 0; read = in.readNBytes(buffer, 0, chunk)) {
                inspector.accept(ByteBuffer.wrap(buffer, 0, read));
            }
        }
        return inspector.finish();
    }
}
