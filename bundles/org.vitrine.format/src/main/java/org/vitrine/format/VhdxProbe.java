package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The way to the virtual size of a VHDX, as Microsoft's [MS-VHDX] describes it, little-endian: the file type at 0; the
 * region table at 192 KiB, up to 2047 entries of 32 bytes; in the metadata region a table of up to 2047 items of 32
 * bytes; and among the items the virtual disk size and the file parameters, whose bit 1 says that the disk has a parent.
 */
final class VhdxProbe extends Probe {
    private enum Step {
        FILE_TYPE,
        REGION_TABLE,
        METADATA_TABLE,
        ITEM
    }

    private record Item(boolean isSize, long offset) {}

    private static final int TABLE_LENGTH = 64 * 1024;
    private static final long REGION_TABLE = 192 * 1024;
    private static final int REGION_COUNT = 8;
    private static final int FIRST_REGION = 16;
    private static final int METADATA_COUNT = 10;
    private static final int FIRST_ITEM = 32;
    private static final int ENTRY = 32;
    private static final int ENTRY_OFFSET = 16;
    private static final int MOST_ENTRIES = 2047;
    private static final int ITEM_LENGTH = 8;
    private static final int HAS_PARENT = 1 << 1;

    private static final Guid METADATA_REGION = new Guid(0x8B7CA206, 0x4790, 0x4B9A, 0xB8FE575F050F886EL);
    private static final Guid VIRTUAL_DISK_SIZE = new Guid(0x2FA54224, 0xCD1B, 0x4876, 0xB2115DBED83BF4B8L);
    private static final Guid FILE_PARAMETERS = new Guid(0xCAA16737, 0xFA36, 0x4D43, 0xB3B633F0AA44E76BL);

    private final List<Item> items = new ArrayList<>();
    private Step step = Step.FILE_TYPE;
    private long metadataRegion;
    private boolean sized;

    VhdxProbe() {
        super(DiskFormat.VHDX, 0, ITEM_LENGTH);
    }

    @Override
    void read(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        switch (step) {
            case FILE_TYPE -> readFileType(bytes);
            case REGION_TABLE -> readRegionTable(bytes);
            case METADATA_TABLE -> readMetadataTable(bytes);
            case ITEM -> readItem(bytes);
        }
    }

    private void readFileType(ByteBuffer bytes) {
        if (has(bytes, 0, "vhdxfile")) {
            match();
            step = Step.REGION_TABLE;
            await(REGION_TABLE, TABLE_LENGTH);
        }
    }

    private void readRegionTable(ByteBuffer bytes) {
        if (!has(bytes, 0, "regi") || bytes.remaining() < FIRST_REGION) {
            return;
        }
        int count = bytes.getInt(REGION_COUNT);
        if (count < 0 || count > MOST_ENTRIES) {
            return;
        }
        for (int at = FIRST_REGION; at < FIRST_REGION + count * ENTRY && at + ENTRY <= bytes.remaining(); at += ENTRY) {
            if (METADATA_REGION.isAt(bytes, at)) {
                metadataRegion = bytes.getLong(at + ENTRY_OFFSET);
                step = Step.METADATA_TABLE;
                await(metadataRegion, TABLE_LENGTH);
                return;
            }
        }
    }

    private void readMetadataTable(ByteBuffer bytes) {
        if (!has(bytes, 0, "metadata") || bytes.remaining() < FIRST_ITEM) {
            return;
        }
        int count = bytes.getShort(METADATA_COUNT) & 0xffff;
        if (count > MOST_ENTRIES) {
            return;
        }
        for (int at = FIRST_ITEM; at < FIRST_ITEM + count * ENTRY && at + ENTRY <= bytes.remaining(); at += ENTRY) {
            boolean isSize = VIRTUAL_DISK_SIZE.isAt(bytes, at);
            if (isSize || FILE_PARAMETERS.isAt(bytes, at)) {
                items.add(new Item(isSize, metadataRegion + (bytes.getInt(at + ENTRY_OFFSET) & 0xffffffffL)));
            }
        }
        items.sort(Comparator.comparingLong(Item::offset));
        step = Step.ITEM;
        awaitItem();
    }

    private void awaitItem() {
        if (!items.isEmpty()) {
            await(items.get(0).offset(), ITEM_LENGTH);
        }
    }

    private void readItem(ByteBuffer bytes) {
        if (bytes.remaining() < ITEM_LENGTH) {
            return;
        }
        if (items.remove(0).isSize()) {
            sized = true;
            virtualSize(bytes.getLong(0));
        } else if ((bytes.getInt(Integer.BYTES) & HAS_PARENT) != 0) {
            danger("The VHDX image has a parent");
        }
        awaitItem();
    }

    @Override
    void end(long size, Tail tail) {
        if (isMatched() && !sized) {
            danger("The VHDX image does not tell its virtual size");
        }
    }

    /** A GUID as Microsoft writes it: three little-endian numbers and eight bytes. */
    private record Guid(int first, int second, int third, long rest) {
        private static final int SECOND = 4;
        private static final int THIRD = 6;
        private static final int REST = 8;

        boolean isAt(ByteBuffer bytes, int at) {
            return bytes.getInt(at) == first
                    && (bytes.getShort(at + SECOND) & 0xffff) == second
                    && (bytes.getShort(at + THIRD) & 0xffff) == third
                    && Long.reverseBytes(bytes.getLong(at + REST)) == rest;
        }
    }
}
