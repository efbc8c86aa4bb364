package org.vitrine.store.swift;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.vitrine.outbound.Body;
import org.vitrine.spi.store.Inflow;

/** Data that waits in a file without a name, so that it can be sent again (STORE-SWIFT-44). For one thread. */
final class BufferedPiece implements Outflow, Closeable {
    private static final long LONGEST_MAPPING = 1L << 30;

    private final FileChannel file;
    private final String md5;
    private final long bytes;

    private BufferedPiece(FileChannel file, String md5, long bytes) {
        this.file = file;
        this.md5 = md5;
        this.bytes = bytes;
    }

    /** Takes the next so many bytes, or as many as there are. */
    static BufferedPiece take(Inflow inflow, long most, Path directory) throws IOException {
        // Deleted when it is opened already, on systems where that is possible.
        FileChannel file = FileChannel.open(
                Files.createTempFile(directory, "vitrine-swift-", ".segment"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        boolean done = false;
        try {
            MessageDigest digest = StreamedPiece.md5Digest();
            inflow.drain(most, piece -> {
                digest.update(piece.duplicate());
                while (piece.hasRemaining()) {
                    file.write(piece);
                }
            });
            done = true;
            return new BufferedPiece(file, HexFormat.of().formatHex(digest.digest()), file.size());
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    @Override
    public Body body() {
        List<ByteBuffer> mapped = new ArrayList<>();
        try {
            for (long at = 0; at < bytes; at += LONGEST_MAPPING) {
                mapped.add(file.map(FileChannel.MapMode.READ_ONLY, at, Math.min(LONGEST_MAPPING, bytes - at)));
            }
        } catch (IOException e) {
            throw BlobWriter.bufferFailure(e);
        }
        return Body.of(mapped);
    }

    @Override
    public boolean untouched() {
        return true;
    }

    @Override
    public String md5() {
        return md5;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
