package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The master boot record of a raw disk and the GPT behind it, as the UEFI specification describes them in chapter 5,
 * little-endian: four entries of 16 bytes at 446, each with a boot flag at 0, a type at 4 and its first sector at 8;
 * 0x55AA at 510; a GPT header in the next sector, of 512 or 4096 bytes, and then one entry of type 0xEE alone that
 * begins with that sector. A boot sector of a file system ends with 0x55AA too, but has the file system's parameters
 * where a boot record has code.
 */
final class PartitionTableProbe extends Probe {
    private static final int LARGEST_SECTOR = 4096;
    private static final String GPT_SIGNATURE = "EFI PART";
    private static final int ENTRIES = 446;
    private static final int ENTRY = 16;
    private static final int ENTRY_TYPE = 4;
    private static final int ENTRY_START = 8;
    private static final int SIGNATURE = 510;
    private static final int PROTECTIVE = 0xEE;
    private static final int ACTIVE = 0x80;

    private boolean recordRead;

    PartitionTableProbe() {
        super(DiskFormat.GPT, ByteOrder.LITTLE_ENDIAN, 0, SECTOR);
    }

    @Override
    boolean recognises(ByteBuffer start) {
        return has(start, SIGNATURE, "\u0055\u00aa") && !isFileSystem(start);
    }

    /** FAT tells its bytes in a sector at 11 and the number of its tables at 16; NTFS and exFAT have a name at 3. */
    private static boolean isFileSystem(ByteBuffer bytes) {
        if (has(bytes, 3, "NTFS    ") || has(bytes, 3, "EXFAT   ")) {
            return true;
        }
        int sector = bytes.getShort(11) & 0xffff;
        int tables = bytes.get(16) & 0xff;
        int media = bytes.get(21) & 0xff;
        boolean plausible = sector >= SECTOR && sector <= LARGEST_SECTOR && Integer.bitCount(sector) == 1;
        return plausible && (tables == 1 || tables == 2) && media >= 0xf0;
    }

    @Override
    void read(ByteBuffer bytes) {
        if (!recordRead) {
            recordRead = true;
            readRecord(bytes);
        } else if (!has(bytes, 0, GPT_SIGNATURE) && !await(LARGEST_SECTOR, GPT_SIGNATURE.length())) {
            danger(Danger.Kind.MALFORMED, "announces a GPT and has none");
        }
    }

    private void readRecord(ByteBuffer bytes) {
        int used = 0;
        int protective = 0;
        for (int at = ENTRIES; at < SIGNATURE; at += ENTRY) {
            int flag = bytes.get(at) & 0xff;
            if (flag != 0 && flag != ACTIVE) {
                danger(Danger.Kind.MALFORMED, "has a partition table that makes no sense");
            }
            int type = bytes.get(at + ENTRY_TYPE) & 0xff;
            used += type == 0 ? 0 : 1;
            if (type == PROTECTIVE) {
                protective++;
                checkProtective(at == ENTRIES && bytes.getInt(at + ENTRY_START) == 1);
            }
        }
        if (used == 0) {
            danger(Danger.Kind.MALFORMED, "has a partition table without entries");
        }
        subtype(protective > 0 ? "gpt" : "mbr");
        if (protective > 0) {
            checkProtective(used == 1);
            awaitNext(GPT_SIGNATURE.length());
        }
    }

    private void checkProtective(boolean correct) {
        if (!correct) {
            danger(Danger.Kind.MALFORMED, "is a GPT and something else at once");
        }
    }

    @Override
    void end(long size, Tail tail) {
        if (isMatched()) {
            virtualSize(size, Long.MAX_VALUE);
        }
    }
}
