package org.vitrine.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The disk formats that are known by their content. */
public enum DiskFormat {
    /** Bytes of a disk as they are; what everything is that is nothing else. */
    RAW,
    /** QEMU's copy-on-write format, versions 2 and 3. */
    QCOW2,
    /** The format of Virtual PC, which QEMU calls vpc. */
    VHD,
    /** The format of Hyper-V. */
    VHDX,
    /** The format of VMware. */
    VMDK,
    /** The format of VirtualBox. */
    VDI,
    /** QEMU's enhanced disk, long given up. */
    QED,
    /** An optical disc, ISO 9660 or UDF. */
    ISO,
    /** A raw disk with a partition table, GPT or MBR. */
    GPT,
    /** A raw disk under LUKS encryption. */
    LUKS;

    /** What the API calls it, such as {@code qcow2}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is what a raw disk holds, and no other way to keep a disk. */
    public boolean isOfRawDisk() {
        return this == GPT || this == LUKS;
    }

    /** The format that the API calls so; absent for all that cannot be told from content, such as {@code ami}. */
    public static Optional<DiskFormat> of(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst();
    }
}
