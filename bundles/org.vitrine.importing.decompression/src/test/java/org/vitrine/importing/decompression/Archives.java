package org.vitrine.importing.decompression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives made by hand, and ways to spoil them. */
final class Archives {
    private Archives() {}

    static byte[] gzip(byte[] data) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(data);
        }
        return out.toByteArray();
    }

    /** With sizes behind the data, as who writes to a pipe makes them. */
    static byte[] zip(byte[] data, String... names) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(data);
                }
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /** With sizes before the data. */
    static byte[] storedZip(byte[] data, String name) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            var entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(data.length);
            entry.setCompressedSize(data.length);
            var crc = new CRC32();
            crc.update(data);
            entry.setCrc(crc.getValue());
            entry.setComment("a comment");
            entry.setExtra(new byte[] {(byte) 0xfe, (byte) 0xca, 2, 0, 7, 7});
            zip.setComment("PK\005\006 another one");
            zip.putNextEntry(entry);
            zip.write(data);
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    /** Not compressed, with a header of level 0, 1 or 2. */
    static byte[] lha(byte[] data, String name, int level) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer header = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) 0).put("-lh0-".getBytes(StandardCharsets.US_ASCII));
        header.putInt(data.length)
                .putInt(data.length)
                .putInt(0)
                .put((byte) 0x20)
                .put((byte) level);
        if (level < 2) {
            header.put((byte) text.length).put(text).putShort((short) crc16(data));
            if (level == 1) {
                header.put((byte) 'U').putShort((short) 0);
            }
            int length = header.position();
            header.put(0, (byte) (length - 2));
            int sum = 0;
            for (int i = 2; i < length; i++) {
                sum += header.get(i);
            }
            header.put(1, (byte) sum);
        } else {
            header.putShort((short) crc16(data)).put((byte) 'U');
            header.putShort((short) (3 + text.length)).put((byte) 1).put(text).putShort((short) 0);
            header.putShort(0, (short) header.position());
        }
        return join(Arrays.copyOf(header.array(), header.position()), data, new byte[1]);
    }

    private static int crc16(byte[] data) {
        int crc = 0;
        for (byte b : data) {
            crc ^= b & 0xff;
            for (int i = 0; i < 8; i++) {
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xa001 : crc >> 1;
            }
        }
        return crc;
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] with(byte[] archive, Consumer<ByteBuffer> change) {
        byte[] changed = archive.clone();
        change.accept(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN));
        return changed;
    }

    /** Where the last of those signatures begins. */
    static int find(byte[] archive, int signature) {
        ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = archive.length - 4; at >= 0; at--) {
            if (bytes.getInt(at) == signature) {
                return at;
            }
        }
        throw new AssertionError("no such signature");
    }
}
