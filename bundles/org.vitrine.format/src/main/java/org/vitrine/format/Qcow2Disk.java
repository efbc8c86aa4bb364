package org.vitrine.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.function.LongConsumer;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * The disk that is in a qcow2 image, of version 2 or 3. Its snapshots are not looked at.
 *
 * <p>Needs at most 12 MiB, for clusters of 2 MiB; with the usual ones of 64 KiB it is 2 MiB. Nothing is read but the
 * image itself: one that refers to other files is not opened. Neither is what this class cannot read: images with
 * extended second-level entries, encrypted ones, and those whose clusters are compressed with zstd. For one thread at a
 * time.
 */
public final class Qcow2Disk {
    private final SeekableByteChannel source;
    private final Qcow2Header header;

    private Qcow2Disk(SeekableByteChannel source, Qcow2Header header) {
        this.source = source;
        this.header = header;
    }

    /**
     * Reads the header.
     *
     * @param source the image; whoever gave it closes it, after the last use of the disk
     * @throws VitrineException {@link ErrorKind#INVALID} when the image is none, or one that is not read, with the reason
     * @throws IOException when the source cannot be read
     */
    public static Qcow2Disk open(SeekableByteChannel source) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Qcow2Header.LENGTH);
        SourceWindow.readAt(source, 0, start);
        start.flip();
        Qcow2Probe probe = new Qcow2Probe();
        probe.accept(start, 0);
        probe.finish(source.size(), new Tail());
        List<Danger> dangers = probe.finding()
                .orElseThrow(() -> invalid("The image is no qcow2"))
                .dangers();
        if (!dangers.isEmpty()) {
            throw invalid(dangers.get(0).reason());
        }
        Qcow2Header header = Qcow2Header.of(start);
        if (header.encrypted()) {
            throw invalid("The qcow2 image is encrypted");
        }
        if (header.zstd()) {
            throw invalid("The qcow2 image is compressed with zstd, which is not supported");
        }
        return new Qcow2Disk(source, header);
    }

    private static VitrineException invalid(String reason) {
        return new VitrineException(ErrorKind.INVALID, reason);
    }

    /** Bytes of the disk; {@link #copyTo} may write as many, however short the image is. */
    public long size() {
        return header.size();
    }

    /**
     * Writes the disk into an empty file, from its start to its end. Zeros are left out, so the file is sparse where its
     * file system allows that; its last byte is always written. Whatever is thrown, what was written is no disk.
     *
     * @param target empty; whoever gave it closes it
     * @param progress told how many bytes of the disk are done, at least once per MiB or cluster that is written; what it throws
     *     ends the copying
     * @throws VitrineException {@link ErrorKind#INVALID} when the image contradicts itself or is cut off
     * @throws IOException when the source cannot be read or the target cannot be written
     */
    public void copyTo(SeekableByteChannel target, LongConsumer progress) throws IOException {
        if (target.size() != 0) {
            throw new IllegalArgumentException("the target is not empty");
        }
        SparseWriter writer = new SparseWriter(target);
        try (Qcow2Copy copy = new Qcow2Copy(source, header, writer, progress)) {
            copy.run();
        }
        writer.end(header.size());
        progress.accept(header.size());
    }
}
