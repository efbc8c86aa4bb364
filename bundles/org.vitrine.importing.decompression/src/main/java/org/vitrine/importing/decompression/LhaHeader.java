package org.vitrine.importing.decompression;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one file in an lha archive, of header levels 0 to 2.
 *
 * @param size bytes of the file
 */
record LhaHeader(long size) {
    /** Before any program sees it: that there is one file, and how large it says that it is. */
    static LhaHeader only(Path archive) throws IOException {
        try (InputStream stream = Files.newInputStream(archive)) {
            var in = new ArchiveInput(stream);
            LhaHeader first = next(in);
            if (first == null) {
                throw ArchiveInput.broken("it is empty");
            }
            if (next(in) != null) {
                throw ArchiveInput.broken("it holds more than one file");
            }
            return first;
        }
    }

    /** Null at the end. Skips over the file's data. */
    private static LhaHeader next(ArchiveInput in) throws IOException {
        int first = in.next();
        if (first <= 0) {
            return null;
        }
        int second = in.require();
        byte[] method = new byte[5];
        for (int i = 0; i < method.length; i++) {
            method[i] = (byte) in.require();
        }
        String name = new String(method, StandardCharsets.US_ASCII);
        if (!name.matches("-l[hz][0-9a-z]-") || name.equals("-lhd-")) {
            throw ArchiveInput.broken("what it holds is no file");
        }
        long packed = in.number(4);
        long size = in.number(4);
        in.skip(5);
        int level = in.require();
        switch (level) {
            case 0 -> in.skip(first + 2L - 21);
            case 1 -> {
                in.skip(first + 2L - 21 - 2);
                packed -= extensions(in, in.number(2));
            }
            case 2 -> in.skip((first | second << 8) - 21L);
            default -> throw ArchiveInput.broken("its header is of a level that is not supported");
        }
        in.skip(packed);
        return new LhaHeader(size);
    }

    /** How many bytes they have, each of which says how long the next one is. */
    private static long extensions(ArchiveInput in, long first) throws IOException {
        long all = 0;
        long next = first;
        while (next != 0) {
            if (next < 3) {
                throw ArchiveInput.broken("its header does not end");
            }
            all += next;
            in.skip(next - 2);
            next = in.number(2);
        }
        return all;
    }
}
