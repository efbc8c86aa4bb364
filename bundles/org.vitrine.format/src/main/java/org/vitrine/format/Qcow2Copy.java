package org.vitrine.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.function.LongConsumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * One walk through the tables of a qcow2 image, as {@code docs/interop/qcow2.txt} of QEMU describes them. An entry of the
 * first-level table is the offset of a second-level table, of which each fills a cluster; an entry there is the offset of
 * a cluster of the disk, or of its compressed form and how many sectors that touches. Offsets of 0 stand for clusters
 * without data. Bit 0 of an entry, in version 3, says that the cluster reads as zeros.
 */
final class Qcow2Copy implements AutoCloseable {
    private static final int RUN = 1 << 20;
    private static final int TABLE_PIECE = 64 << 10;
    private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
    private static final long COMPRESSED = 1L << 62;
    private static final long READS_AS_ZEROS = 1;
    private static final int SECTOR = 512;
    /** Compressed entries have 62 bits for an offset and a number of sectors, of which the latter has these less 8. */
    private static final int COMPRESSED_BITS = 62;

    private static final int SECTOR_BITS_LESS = 8;

    private final SeekableByteChannel source;
    private final long sourceSize;
    private final Qcow2Header header;
    private final SparseWriter writer;
    private final LongConsumer progress;
    private final int cluster;
    private final ByteBuffer firstLevel = ByteBuffer.allocate(TABLE_PIECE);
    private final ByteBuffer secondLevel;
    private final ByteBuffer data;
    private final Inflater inflater = new Inflater(true);
    private long firstLevelIndex = -1;
    private SourceWindow compressed;

    /** The clusters that are together in the image as they are on the disk, and not yet copied. */
    private long runSource;

    private long runTarget;
    private int runLength;

    Qcow2Copy(SeekableByteChannel source, Qcow2Header header, SparseWriter writer, LongConsumer progress)
            throws IOException {
        this.source = source;
        this.header = header;
        this.writer = writer;
        this.progress = progress;
        sourceSize = source.size();
        cluster = header.clusterSize();
        secondLevel = ByteBuffer.allocate(cluster);
        data = ByteBuffer.allocateDirect(Math.max(cluster, RUN));
    }

    void run() throws IOException {
        long coverage = 1L << header.coverageBits();
        long at = 0;
        for (long index = 0; at < header.size(); index++) {
            long end = header.size() - at < coverage ? header.size() : at + coverage;
            long table = firstLevelEntry(index) & OFFSET;
            if (table != 0) {
                copyTable(table, at, end);
                progress.accept(end);
            }
            at = end;
        }
    }

    private long firstLevelEntry(long index) throws IOException {
        long first = index & -(TABLE_PIECE / Long.BYTES);
        if (first != firstLevelIndex) {
            firstLevelIndex = first;
            SourceWindow.readAt(source, header.tableOffset() + first * Long.BYTES, firstLevel.clear());
        }
        return firstLevel.getLong((int) (index - first) * Long.BYTES);
    }

    private void copyTable(long table, long start, long end) throws IOException {
        requireCluster(table);
        SourceWindow.readAt(source, table, secondLevel.clear());
        if (secondLevel.hasRemaining()) {
            throw invalid("is cut off");
        }
        int slot = 0;
        for (long at = start; at < end; at += cluster) {
            copyCluster(secondLevel.getLong(slot), at, (int) Math.min(cluster, end - at));
            slot += Long.BYTES;
        }
        endRun();
    }

    private void copyCluster(long entry, long target, int length) throws IOException {
        if ((entry & COMPRESSED) != 0) {
            endRun();
            unpack(entry, target, length);
            progress.accept(target);
            return;
        }
        boolean zeros = (entry & READS_AS_ZEROS) != 0;
        if (zeros && header.version() == 2) {
            throw invalid("has an entry that makes no sense");
        }
        long offset = entry & OFFSET;
        if (zeros || offset == 0) {
            endRun();
            return;
        }
        requireCluster(offset);
        if (runLength == 0 || offset != runSource + runLength || runLength + length > data.capacity()) {
            endRun();
            runSource = offset;
            runTarget = target;
        }
        runLength += length;
    }

    private void endRun() throws IOException {
        if (runLength == 0) {
            return;
        }
        data.clear().limit(runLength);
        SourceWindow.readAt(source, runSource, data);
        // The last cluster of a file need not be whole: the rest of it are zeros.
        data.flip();
        writer.write(runTarget, data);
        runLength = 0;
        progress.accept(runTarget + data.limit());
    }

    private void requireCluster(long offset) {
        if ((offset & cluster - 1) != 0) {
            throw invalid("has a cluster where none can be");
        }
        if (offset >= sourceSize) {
            throw invalid("is cut off");
        }
    }

    private void unpack(long entry, long target, int length) throws IOException {
        int sectorBits = header.clusterBits() - SECTOR_BITS_LESS;
        int offsetBits = COMPRESSED_BITS - sectorBits;
        long offset = entry & (1L << offsetBits) - 1;
        int sectors = (int) (entry >>> offsetBits) & (1 << sectorBits) - 1;
        if (offset >= sourceSize) {
            throw invalid("is cut off");
        }
        if (compressed == null) {
            compressed = new SourceWindow(source, SECTOR << sectorBits);
        }
        ByteBuffer packed = compressed.read(offset, (sectors + 1) * SECTOR - (int) (offset % SECTOR));
        inflater.reset();
        inflater.setInput(packed);
        data.clear().limit(cluster);
        try {
            while (data.hasRemaining()) {
                if (inflater.inflate(data) == 0) {
                    throw invalid("has a cluster that cannot be unpacked");
                }
            }
        } catch (DataFormatException e) {
            throw new VitrineException(ErrorKind.INVALID, "The qcow2 image has a cluster that cannot be unpacked", e);
        }
        data.flip().limit(length);
        writer.write(target, data);
    }

    private static VitrineException invalid(String predicate) {
        return new VitrineException(ErrorKind.INVALID, "The qcow2 image " + predicate);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
