package org.vitrine.core.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Image data of several formats. */
public final class TestDisks {
    /** Bytes of the disk in a qcow2 image. */
    public static final long DISK = 128L << 20;
    /** Bytes of an image. */
    public static final int LENGTH = 400_000;

    private static final int DISC = 32 << 10;

    private TestDisks() {}

    public static byte[] random() {
        byte[] bytes = new byte[LENGTH];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    /** Not one byte more than QEMU's header of an empty disk, and random data behind it. */
    public static byte[] qcow2(long backingFile) {
        byte[] image = random();
        Arrays.fill(image, 0, 65536, (byte) 0);
        ByteBuffer.wrap(image)
                .putInt(0x514649fb)
                .putInt(2)
                .putLong(backingFile)
                .putInt(20, 16)
                .putLong(24, DISK)
                .putInt(36, 1)
                .putLong(40, 3 * 65536);
        return image;
    }

    public static byte[] disc() {
        byte[] image = new byte[LENGTH];
        byte[] descriptor = "\1CD001\1".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(descriptor, 0, image, DISC, descriptor.length);
        image[DISC + 80] = 100;
        image[DISC + 129] = 8;
        return image;
    }

    public static byte[] bootable(byte[] image) {
        byte[] changed = image.clone();
        changed[450] = 0x17;
        changed[510] = 0x55;
        changed[511] = (byte) 0xaa;
        return changed;
    }
}
