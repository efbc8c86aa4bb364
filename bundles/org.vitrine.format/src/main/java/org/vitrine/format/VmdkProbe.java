package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The header and the text of a VMDK, as VMware's "Virtual Disk Format 5.0" describes them, little-endian: magic at 0,
 * version at 4, virtual size in sectors at 12, first sector and number of sectors of the descriptor at 28 and 36, place
 * of the grain directory at 56. Where the latter is all ones, a footer ends the file that repeats the header, and
 * readers believe the footer. QEMU takes the descriptor from sector 1 whatever the header says, and follows its extents
 * to other files when the size is 0: so neither is accepted here.
 */
final class VmdkProbe extends Probe {
    private static final String MAGIC = "KDMV";
    private static final int VERSION = 4;
    private static final int CAPACITY = 12;
    private static final int DESCRIPTOR_SECTOR = 28;
    private static final int DESCRIPTOR_SECTORS = 36;
    private static final int GRAIN_DIRECTORY = 56;
    private static final long AT_END = -1;
    private static final int NEWEST_VERSION = 3;
    private static final int LONGEST_DESCRIPTOR = 1024 * 1024;
    /** What of the footer must be as in the header: all up to the places of the grain directories. */
    private static final int REPEATED = 44;

    private static final int REPEATED_FROM = 8;

    private boolean headerRead;
    private boolean footed;
    private boolean described;
    private int descriptorLength;
    private long capacity;
    private byte[] repeated = {};

    VmdkProbe() {
        super(DiskFormat.VMDK, 0, SECTOR);
    }

    @Override
    void read(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (headerRead) {
            readDescriptor(bytes);
            return;
        }
        headerRead = true;
        if (has(bytes, 0, MAGIC)) {
            match();
            readHeader(bytes);
        } else if (has(bytes, 0, "COWD")) {
            match();
            danger("The VMDK image is of a kind that is not supported");
        } else if (VmdkDescriptor.isOne(bytes)) {
            match();
            danger("The VMDK image keeps its data in other files");
        }
    }

    private void readHeader(ByteBuffer bytes) {
        if (bytes.remaining() < SECTOR) {
            danger("The VMDK image is cut off");
            return;
        }
        int version = bytes.getInt(VERSION);
        if (version < 1 || version > NEWEST_VERSION) {
            danger("The VMDK image is of a version that is not supported");
        }
        capacity = bytes.getLong(CAPACITY);
        if (capacity == 0) {
            danger("The VMDK image keeps its data in other files");
        }
        footed = bytes.getLong(GRAIN_DIRECTORY) == AT_END;
        repeated = new byte[REPEATED - REPEATED_FROM];
        bytes.get(REPEATED_FROM, repeated);
        awaitDescriptor(bytes.getLong(DESCRIPTOR_SECTOR), bytes.getLong(DESCRIPTOR_SECTORS));
    }

    private void awaitDescriptor(long sector, long sectors) {
        if (sector != 1 || sectors < 1) {
            danger("The VMDK image has no descriptor where it belongs");
        } else if (sectors > LONGEST_DESCRIPTOR / SECTOR) {
            danger("The VMDK image has a descriptor that is too long");
        } else {
            descriptorLength = (int) sectors * SECTOR;
            await(SECTOR, descriptorLength);
        }
    }

    private void readDescriptor(ByteBuffer bytes) {
        if (bytes.remaining() < descriptorLength) {
            return;
        }
        described = true;
        var text = new VmdkDescriptor(StandardCharsets.ISO_8859_1.decode(bytes).toString());
        text.createType().ifPresent(this::subtype);
        text.danger().ifPresent(this::danger);
        if (text.isSingleFile()) {
            virtualSizeInSectors(capacity);
        } else {
            danger("The VMDK image is of a type that is not supported");
        }
    }

    @Override
    void end(long size, Tail tail) {
        if (descriptorLength > 0 && !described) {
            danger("The VMDK image is cut off");
        }
        if (footed) {
            checkFooter(tail.last(Tail.CAPACITY));
        }
    }

    /** The last three sectors: a marker, the footer, the end of the stream. */
    private void checkFooter(ByteBuffer last) {
        if (last.remaining() < Tail.CAPACITY || !has(last, SECTOR, MAGIC)) {
            danger("The VMDK image is cut off");
            return;
        }
        ByteBuffer footer = last.slice(SECTOR + REPEATED_FROM, repeated.length);
        if (!footer.equals(ByteBuffer.wrap(repeated))) {
            danger("The VMDK image says one thing in its header and another in its footer");
        }
    }
}
