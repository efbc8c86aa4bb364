package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The way to the virtual size of a VHDX, as Microsoft's [MS-VHDX] describes it, little-endian: the file type at 0; two
 * headers of 4 KiB at 64 and 128 KiB, of which the valid one with the larger sequence number counts; the region table at
 * 192 KiB, up to 2047 entries of 32 bytes; in the metadata region a table of up to 2047 items of 32 bytes; and among the
 * items the virtual disk size and the file parameters.
 *
 * <p>A header that names a log is refused: what the log holds replaces what is read here, once somebody opens the image.
 * So is a region table whose checksum is wrong, as some readers then turn to its copy.
 */
final class VhdxProbe extends Probe {
    private static final int FILE_TYPE = 8;
    private static final long HEADERS = 64 * 1024;
    private static final int HEADER = 4096;
    private static final int CHECKSUM = 4;
    private static final int SEQUENCE = 8;
    private static final int LOG = 48;
    private static final long REGIONS = 192 * 1024;
    private static final int REGION_HEADER = 16;
    private static final int REGION_COUNT = 8;
    private static final int REGION_FLAGS = 28;
    private static final int ENTRY = 32;
    private static final int ENTRY_OFFSET = 16;
    private static final int MOST_ENTRIES = 2047;
    private static final int REGION_REMAINDER = 16;
    private static final int ITEM_COUNT = 10;
    private static final int ITEM_FLAGS = 24;
    /** Items begin behind the table and the space that it may grow into. */
    private static final long FIRST_ITEM = 64 * 1024;

    private static final int ITEM = 8;
    private static final int REGION_REQUIRED = 1;
    private static final int ITEM_REQUIRED = 1 << 2;
    private static final int HAS_PARENT = 1 << 1;
    private static final long MOST = 64L << 40;

    private static final Guid METADATA = new Guid(0x8B7CA206, 0x4790, 0x4B9A, 0xB8FE575F050F886EL);
    private static final Guid BLOCK_TABLE = new Guid(0x2DC27766, 0xF623, 0x4200, 0x9D64115E9BFD4A08L);
    private static final Guid VIRTUAL_DISK_SIZE = new Guid(0x2FA54224, 0xCD1B, 0x4876, 0xB2115DBED83BF4B8L);
    private static final Guid FILE_PARAMETERS = new Guid(0xCAA16737, 0xFA36, 0x4D43, 0xB3B633F0AA44E76BL);
    private static final Guid PARENT_LOCATOR = new Guid(0xA8D35F2D, 0xB30B, 0x454D, 0xABF7D3D84834AB0CL);
    private static final Set<Guid> OTHER_ITEMS = Set.of(
            new Guid(0xBECA12AB, 0xB2E6, 0x4523, 0x93EFC309E000C746L),
            new Guid(0x8141BF1D, 0xA96F, 0x4709, 0xBA47F233A8FAAB5FL),
            new Guid(0xCDA348C7, 0x445D, 0x4471, 0x9CC9E9885251C556L));

    private enum Step {
        FILE_TYPE,
        FIRST_HEADER,
        SECOND_HEADER,
        REGION_HEADER,
        REGION,
        REGION_REMAINDER,
        METADATA_HEADER,
        METADATA_ENTRY,
        ITEM,
        SECOND_ITEM
    }

    private final CRC32C checksum = new CRC32C();
    private Step step = Step.FILE_TYPE;
    private long sequence = -1;
    private boolean logged;
    private long claimedChecksum;
    private int entries;
    private int entriesRead;
    private long metadata;
    private long sizeItem;
    private long parametersItem;

    VhdxProbe() {
        super(DiskFormat.VHDX, ByteOrder.LITTLE_ENDIAN, 0, FILE_TYPE);
    }

    @Override
    boolean recognises(ByteBuffer start) {
        return has(start, 0, "vhdxfile");
    }

    @Override
    void read(ByteBuffer bytes) {
        switch (step) {
            case FILE_TYPE -> next(Step.FIRST_HEADER, HEADERS, HEADER);
            case FIRST_HEADER -> {
                readHeader(bytes);
                next(Step.SECOND_HEADER, 2 * HEADERS, HEADER);
            }
            case SECOND_HEADER -> {
                readHeader(bytes);
                checkHeaders();
                next(Step.REGION_HEADER, REGIONS, REGION_HEADER);
            }
            case REGION_HEADER -> readRegionHeader(bytes);
            case REGION -> readRegion(bytes);
            case REGION_REMAINDER -> endRegions(bytes);
            case METADATA_HEADER -> readMetadataHeader(bytes);
            case METADATA_ENTRY -> readMetadataEntry(bytes);
            case ITEM, SECOND_ITEM -> readItem(bytes);
        }
    }

    private void next(Step following, long offset, int length) {
        step = following;
        if (!await(offset, length)) {
            danger(Danger.Kind.MALFORMED, "has its metadata where none can be");
        }
    }

    private void readHeader(ByteBuffer bytes) {
        long own = bytes.getLong(SEQUENCE);
        boolean newer = sequence == -1 || Long.compareUnsigned(own, sequence) > 0;
        if (has(bytes, 0, "head") && newer && isIntact(bytes)) {
            sequence = own;
            logged = !isZero(bytes, LOG, Guid.LENGTH);
        }
    }

    private boolean isIntact(ByteBuffer bytes) {
        long claimed = unsigned(bytes, CHECKSUM);
        checksum.reset();
        update(bytes, true);
        return checksum.getValue() == claimed;
    }

    /** Adds the window to the checksum, the checksum in it as zeros. */
    private void update(ByteBuffer bytes, boolean hasChecksum) {
        if (hasChecksum) {
            checksum.update(bytes.slice(0, CHECKSUM));
            checksum.update(new byte[Integer.BYTES]);
            checksum.update(bytes.slice(CHECKSUM + Integer.BYTES, bytes.limit() - CHECKSUM - Integer.BYTES));
        } else {
            checksum.update(bytes.slice(0, bytes.limit()));
        }
    }

    private void checkHeaders() {
        if (sequence == -1) {
            danger(Danger.Kind.MALFORMED, "has no valid header");
        } else if (logged) {
            danger(Danger.Kind.UNSUPPORTED, "was not closed properly and would change when it is opened");
        }
    }

    private void readRegionHeader(ByteBuffer bytes) {
        entries = bytes.getInt(REGION_COUNT);
        if (!has(bytes, 0, "regi") || entries < 0 || entries > MOST_ENTRIES) {
            danger(Danger.Kind.MALFORMED, "has no valid region table");
            return;
        }
        claimedChecksum = unsigned(bytes, CHECKSUM);
        checksum.reset();
        update(bytes, true);
        step = Step.REGION;
        awaitNext(ENTRY);
    }

    /** Reads all that the table has room for, as the checksum is over all of it. */
    private void readRegion(ByteBuffer bytes) {
        update(bytes, false);
        if (entriesRead < entries) {
            Guid id = Guid.at(bytes, 0);
            if (id.equals(METADATA)) {
                checkUnique(metadata == 0);
                metadata = bytes.getLong(ENTRY_OFFSET);
            } else if (!id.equals(BLOCK_TABLE) && (bytes.getInt(REGION_FLAGS) & REGION_REQUIRED) != 0) {
                danger(Danger.Kind.UNKNOWN_FEATURE, "has regions that are not supported");
            }
        }
        entriesRead++;
        if (entriesRead == MOST_ENTRIES) {
            step = Step.REGION_REMAINDER;
            awaitNext(REGION_REMAINDER);
        } else {
            awaitNext(ENTRY);
        }
    }

    private void endRegions(ByteBuffer bytes) {
        update(bytes, false);
        if (checksum.getValue() != claimedChecksum) {
            danger(Danger.Kind.MALFORMED, "has no valid region table");
        }
        next(Step.METADATA_HEADER, metadata, ENTRY);
    }

    private void readMetadataHeader(ByteBuffer bytes) {
        entries = bytes.getShort(ITEM_COUNT) & 0xffff;
        entriesRead = 0;
        if (!has(bytes, 0, "metadata") || entries > MOST_ENTRIES) {
            danger(Danger.Kind.MALFORMED, "has no valid metadata table");
            return;
        }
        step = Step.METADATA_ENTRY;
        awaitEntry();
    }

    private void awaitEntry() {
        if (entriesRead < entries) {
            awaitNext(ENTRY);
        } else {
            awaitItems();
        }
    }

    private void readMetadataEntry(ByteBuffer bytes) {
        entriesRead++;
        Guid id = Guid.at(bytes, 0);
        long offset = unsigned(bytes, ENTRY_OFFSET);
        if (id.equals(VIRTUAL_DISK_SIZE)) {
            checkUnique(sizeItem == 0 && offset >= FIRST_ITEM);
            sizeItem = offset;
        } else if (id.equals(FILE_PARAMETERS)) {
            checkUnique(parametersItem == 0 && offset >= FIRST_ITEM);
            parametersItem = offset;
        } else if (id.equals(PARENT_LOCATOR)) {
            danger(Danger.Kind.PARENT, "is the difference to another image");
        } else if (!OTHER_ITEMS.contains(id) && (bytes.getInt(ITEM_FLAGS) & ITEM_REQUIRED) != 0) {
            danger(Danger.Kind.UNKNOWN_FEATURE, "has metadata that is not supported");
        }
        awaitEntry();
    }

    private void checkUnique(boolean unique) {
        if (!unique) {
            danger(Danger.Kind.MALFORMED, "has metadata that contradicts itself");
        }
    }

    private void awaitItems() {
        if (sizeItem == 0 || parametersItem == 0) {
            danger(Danger.Kind.MALFORMED, "does not tell its virtual size");
        }
        if (sizeItem != 0) {
            long first = parametersItem == 0 ? sizeItem : Math.min(sizeItem, parametersItem);
            next(Step.ITEM, metadata + first, ITEM);
        }
    }

    private void readItem(ByteBuffer bytes) {
        boolean isSize = (step == Step.ITEM) == (parametersItem == 0 || sizeItem <= parametersItem);
        if (isSize) {
            virtualSize(bytes.getLong(0), MOST);
        } else if ((bytes.getInt(Integer.BYTES) & HAS_PARENT) != 0) {
            danger(Danger.Kind.PARENT, "is the difference to another image");
        }
        if (step == Step.ITEM && parametersItem != 0) {
            next(Step.SECOND_ITEM, metadata + Math.max(sizeItem, parametersItem), ITEM);
        }
    }
}
