package org.vitrine.format;

import java.nio.ByteBuffer;

/**
 * The master boot record of a raw disk and the GPT behind it, as the UEFI specification describes them in chapter 5:
 * four entries of 16 bytes at 446, each with a boot flag at 0 and a type at 4; 0x55AA at 510; a GPT header in the next
 * sector, of 512 or 4096 bytes, and then one entry of type 0xEE alone. A boot sector of a file system ends with 0x55AA
 * too, but has the file system's parameters where a boot record has code.
 */
final class PartitionTableProbe extends Probe {
    private static final int LARGEST_SECTOR = 4096;
    private static final String GPT_SIGNATURE = "EFI PART";
    private static final int ENTRIES = 446;
    private static final int ENTRY = 16;
    private static final int ENTRY_TYPE = 4;
    private static final int SIGNATURE = 510;
    private static final int PROTECTIVE = 0xEE;
    private static final int ACTIVE = 0x80;

    private boolean gpt;

    PartitionTableProbe() {
        super(DiskFormat.GPT, 0, LARGEST_SECTOR + GPT_SIGNATURE.length());
    }

    @Override
    void read(ByteBuffer bytes) {
        if (bytes.remaining() < SECTOR || !has(bytes, SIGNATURE, "\u0055\u00aa") || isFileSystem(bytes)) {
            return;
        }
        match();
        gpt = has(bytes, SECTOR, GPT_SIGNATURE) || has(bytes, LARGEST_SECTOR, GPT_SIGNATURE);
        checkEntries(bytes);
    }

    private void checkEntries(ByteBuffer bytes) {
        int used = 0;
        boolean isProtective = false;
        for (int at = ENTRIES; at < SIGNATURE; at += ENTRY) {
            int flag = bytes.get(at) & 0xff;
            if (flag != 0 && flag != ACTIVE) {
                danger("The partition table has an entry that makes no sense");
            }
            int type = bytes.get(at + ENTRY_TYPE) & 0xff;
            used += type == 0 ? 0 : 1;
            isProtective |= type == PROTECTIVE;
        }
        if (used == 0) {
            danger("The partition table has no entry");
        }
        if (isProtective && used > 1) {
            danger("The partition table is a GPT and something else at once");
        }
        if (isProtective && !gpt) {
            danger("The partition table should be a GPT, but there is none");
        }
        subtype(isProtective ? "gpt" : "mbr");
    }

    /** FAT tells its bytes in a sector at 11 and the number of its tables at 16; NTFS and exFAT have a name at 3. */
    private static boolean isFileSystem(ByteBuffer bytes) {
        if (has(bytes, 3, "NTFS    ") || has(bytes, 3, "EXFAT   ")) {
            return true;
        }
        int sector = bytes.get(11) & 0xff | (bytes.get(12) & 0xff) << 8;
        int tables = bytes.get(16) & 0xff;
        int media = bytes.get(21) & 0xff;
        boolean plausible = sector >= SECTOR && sector <= LARGEST_SECTOR && Integer.bitCount(sector) == 1;
        return plausible && (tables == 1 || tables == 2) && media >= 0xf0;
    }

    @Override
    void end(long size, Tail tail) {
        if (isMatched()) {
            virtualSize(size);
        }
    }
}
