package org.vitrine.store.s3;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.vitrine.outbound.Body;
import org.vitrine.store.s3.S3Bucket.Checked;

/**
 * A part of an object on its way: kept whole, so that it can be sent again. It takes no more memory than there is data,
 * and no more than {@value #MOST_IN_MEMORY} bytes of it; what is beyond, as parts of the longest objects are, goes into a
 * temporary file that vanishes with the process. For one thread at a time.
 */
final class Part implements Closeable {
    static final int MOST_IN_MEMORY = 32 << 20;

    private static final int SLICE = 1 << 20;

    private final List<ByteBuffer> slices = new ArrayList<>();
    private final MessageDigest digest = Md5.digest();
    private FileChannel file;
    private long capacity;
    private long length;

    /** Empties it; what memory it has it keeps. */
    void begin(long bytes) {
        capacity = bytes;
        length = 0;
        digest.reset();
    }

    long length() {
        return length;
    }

    /** How many bytes it takes yet. */
    long room() {
        return capacity - length;
    }

    /** Takes all of the buffer, for which there must be room. */
    void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int count = (int) Math.min(bytes.remaining(), roomAhead());
            ByteBuffer piece = bytes.slice(bytes.position(), count);
            bytes.position(bytes.position() + count);
            digest.update(piece.duplicate());
            if (length < MOST_IN_MEMORY) {
                slice().put((int) (length % SLICE), piece, 0, count);
            } else {
                spool(piece);
            }
            length += count;
        }
    }

    /** How much fits without a break. */
    private long roomAhead() {
        return length < MOST_IN_MEMORY ? SLICE - length % SLICE : Long.MAX_VALUE;
    }

    private ByteBuffer slice() {
        int index = (int) (length / SLICE);
        if (index == slices.size()) {
            slices.add(ByteBuffer.allocate(SLICE));
        }
        return slices.get(index);
    }

    private void spool(ByteBuffer piece) throws IOException {
        if (file == null) {
            file = FileChannel.open(
                    Files.createTempFile("vitrine-s3-", ".part"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }
        long position = length - MOST_IN_MEMORY;
        while (piece.hasRemaining()) {
            position += file.write(piece, position);
        }
    }

    /** What it holds, and its checksum; good until it begins anew. Once for each beginning. */
    Checked content() throws IOException {
        List<ByteBuffer> buffers = new ArrayList<>();
        long left = Math.min(length, MOST_IN_MEMORY);
        for (int i = 0; left > 0; i++) {
            int count = (int) Math.min(left, SLICE);
            buffers.add(slices.get(i).duplicate().position(0).limit(count));
            left -= count;
        }
        if (length > MOST_IN_MEMORY) {
            buffers.add(file.map(FileChannel.MapMode.READ_ONLY, 0, length - MOST_IN_MEMORY));
        }
        return new Checked(Body.of(buffers), Md5.of(digest));
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
