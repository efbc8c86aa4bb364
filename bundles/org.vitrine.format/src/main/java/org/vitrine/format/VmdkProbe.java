package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;

/**
 * The header and the text of a VMDK, as VMware's "Virtual Disk Format 5.0" describes them, little-endian: magic at 0,
 * version at 4, virtual size and grain size in sectors at 12 and 20, first sector and number of sectors of the descriptor
 * at 28 and 36, grains in a table at 44, place of the grain directory at 56, sectors before the data at 64. Where the
 * place of the grain directory is all ones, a footer ends the file that repeats the header, and
 * readers believe the footer. QEMU takes the descriptor from sector 1 whatever the header says, and follows its extents
 * to other files when the size is 0: so neither is accepted here. A file may also be the text alone, which then names
 * other files.
 */
final class VmdkProbe extends Probe {
    private static final String MAGIC = "KDMV";
    private static final String OLD_MAGIC = "COWD";
    private static final int VERSION = 4;
    private static final int CAPACITY = 12;
    private static final int GRAIN = 20;
    private static final int DESCRIPTOR_SECTOR = 28;
    private static final int DESCRIPTOR_SECTORS = 36;
    private static final int TABLE_ENTRIES = 44;
    private static final int GRAIN_DIRECTORY = 56;
    private static final int OVERHEAD = 64;
    private static final long AT_END = -1;
    private static final int NEWEST_VERSION = 3;
    /** As much as QEMU reads. */
    private static final int MOST_DESCRIPTOR_SECTORS = 2048;
    /** What of the footer must be as in the header: from the version up to the places of the grain directories. */
    private static final int REPEATED_FROM = 4;

    private static final int REPEATED = 44;
    private static final int MARKER_TYPE = 12;
    private static final int FOOTER_MARKER = 3;
    private static final Set<String> SINGLE_FILE = Set.of("monolithicSparse", "streamOptimized");
    private static final int MOST_TABLE_ENTRIES = 512;
    private static final int LARGEST_GRAIN = 0x200000;
    /** The largest disk of vSphere is a little smaller. */
    private static final long MOST = 64L << 40;

    private final VmdkDescriptor descriptor = new VmdkDescriptor(this);
    private boolean begun;
    private boolean textOnly;
    private boolean footed;
    private boolean described;
    private long sectorsLeft;
    private long capacity;
    private long overhead;
    private byte[] repeated = {};

    VmdkProbe() {
        super(DiskFormat.VMDK, ByteOrder.LITTLE_ENDIAN, 0, SECTOR);
    }

    @Override
    boolean recognises(ByteBuffer start) {
        return has(start, 0, MAGIC) || has(start, 0, OLD_MAGIC) || VmdkText.isStart(start);
    }

    @Override
    void read(ByteBuffer bytes) {
        if (begun) {
            readDescriptor(bytes);
            return;
        }
        begun = true;
        if (has(bytes, 0, MAGIC)) {
            readHeader(bytes);
        } else if (has(bytes, 0, OLD_MAGIC)) {
            danger(Danger.Kind.UNSUPPORTED, "is of a kind that is not supported");
        } else {
            textOnly = true;
            sectorsLeft = MOST_DESCRIPTOR_SECTORS;
            readDescriptor(bytes);
        }
    }

    private void readHeader(ByteBuffer bytes) {
        int version = bytes.getInt(VERSION);
        if (version < 1 || version > NEWEST_VERSION) {
            danger(Danger.Kind.UNSUPPORTED, "is of a version that is not supported");
        }
        capacity = bytes.getLong(CAPACITY);
        if (capacity == 0) {
            danger(Danger.Kind.OTHER_FILES, "keeps its data in other files");
        }
        long grain = bytes.getLong(GRAIN);
        long tableEntries = unsigned(bytes, TABLE_ENTRIES);
        if (grain < 1 || grain > LARGEST_GRAIN || tableEntries < 1 || tableEntries > MOST_TABLE_ENTRIES) {
            danger(Danger.Kind.MALFORMED, "has grains that make no sense");
        }
        overhead = bytes.getLong(OVERHEAD);
        footed = bytes.getLong(GRAIN_DIRECTORY) == AT_END;
        repeated = new byte[REPEATED];
        bytes.get(REPEATED_FROM, repeated);
        sectorsLeft = bytes.getLong(DESCRIPTOR_SECTORS);
        if (bytes.getLong(DESCRIPTOR_SECTOR) != 1 || sectorsLeft < 1 || sectorsLeft > MOST_DESCRIPTOR_SECTORS) {
            danger(Danger.Kind.MALFORMED, "has no descriptor where it belongs");
        } else {
            awaitNext(SECTOR);
        }
    }

    private void readDescriptor(ByteBuffer bytes) {
        descriptor.accept(bytes);
        sectorsLeft--;
        if (sectorsLeft > 0 && !(textOnly && descriptor.isEnded())) {
            awaitNext(SECTOR);
        } else if (textOnly) {
            endText();
        } else {
            endDescriptor();
        }
    }

    private void endDescriptor() {
        described = true;
        if (!descriptor.isEnded()) {
            // QEMU would read on into whatever follows.
            danger(Danger.Kind.MALFORMED, "has a descriptor that does not end");
        }
        descriptor.end();
        descriptor.createType().ifPresent(this::subtype);
        if (descriptor.createType().filter(SINGLE_FILE::contains).isEmpty()) {
            danger(Danger.Kind.UNSUPPORTED, "is of a type that is not supported");
        }
        if (dangers().stream().noneMatch(danger -> danger.kind() == Danger.Kind.UNSUPPORTED)) {
            virtualSizeInSectors(capacity, MOST);
        }
        if (!descriptor.isOneSparseExtent()) {
            danger(Danger.Kind.OTHER_FILES, "keeps its data in other files");
        }
    }

    private void endText() {
        described = true;
        descriptor.end();
        descriptor.createType().ifPresent(this::subtype);
        danger(Danger.Kind.OTHER_FILES, "keeps its data in other files");
        virtualSizeInSectors(descriptor.sectors(), Long.MAX_VALUE);
    }

    @Override
    void cutOff(ByteBuffer rest) {
        if (begun ? textOnly : VmdkText.isStart(rest)) {
            descriptor.accept(rest);
            endText();
        } else {
            super.cutOff(rest);
        }
    }

    @Override
    void end(long size, Tail tail) {
        if (Long.compareUnsigned(overhead, size / SECTOR) > 0) {
            danger(Danger.Kind.TRUNCATED, "is cut off");
        }
        if (footed && described) {
            checkFooter(tail.last(Tail.CAPACITY));
        }
    }

    /** The last three sectors: a marker, the footer, the end of the stream. */
    private void checkFooter(ByteBuffer last) {
        last.order(ByteOrder.LITTLE_ENDIAN);
        if (last.limit() < Tail.CAPACITY
                || !has(last, SECTOR, MAGIC)
                || last.getInt(MARKER_TYPE) != FOOTER_MARKER
                || last.getInt(2 * SECTOR + MARKER_TYPE) != 0) {
            danger(Danger.Kind.TRUNCATED, "is cut off");
            return;
        }
        byte[] footer = new byte[REPEATED];
        last.get(SECTOR + REPEATED_FROM, footer);
        if (!Arrays.equals(footer, repeated)) {
            danger(Danger.Kind.MALFORMED, "says one thing in its header and another in its footer");
        }
    }
}
