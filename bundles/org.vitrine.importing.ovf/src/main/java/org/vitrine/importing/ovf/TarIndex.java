package org.vitrine.importing.ovf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * Where the regular files of a tar archive lie, in the dialects ustar, GNU and pax. Only headers are read. Directories,
 * links and devices are passed over.
 */
final class TarIndex {
    private static final int MOST_ENTRIES = 1000;
    private static final int LONGEST_RECORD = 64 << 10;
    private static final int LONGEST_SHOWN = 100;
    private static final String REGULAR = "\0" + "07";
    private static final String WITHOUT_DATA = "123456";
    private static final String PATH = "path";
    private static final String SIZE = "size";

    private final FileChannel file;
    private final long length;
    private final List<TarEntry> entries = new ArrayList<>();
    /** What the next header's entry is called, and how large it is, where that did not fit into the header. */
    private final Map<String, String> overrides = new HashMap<>();

    private TarIndex(FileChannel file) throws IOException {
        this.file = file;
        length = file.size();
    }

    /** Reads all headers; {@code INVALID} when the file is no archive, or one that contradicts itself. */
    static TarIndex read(FileChannel file) throws IOException {
        TarIndex index = new TarIndex(file);
        index.readAll();
        return index;
    }

    private void readAll() throws IOException {
        long position = 0;
        int count = 0;
        while (position < length) {
            byte[] block = bytes(position, TarHeader.SIZE);
            if (TarHeader.isEnd(block)) {
                break;
            }
            if (++count > MOST_ENTRIES) {
                throw invalid("it holds more than " + MOST_ENTRIES + " entries");
            }
            position = next(new TarHeader(block), position + TarHeader.SIZE);
        }
        if (count == 0) {
            throw invalid("it is no tar archive");
        }
    }

    /** Takes an entry in; gives where the next header is. */
    private long next(TarHeader header, long data) throws IOException {
        char type = header.type();
        switch (type) {
            case 'L' -> overrides.put(PATH, text(record(header, data)));
            case 'x' -> overrides.putAll(PaxRecords.read(record(header, data)));
            case 'K', 'g' -> record(header, data);
            case 'S' -> throw invalid("it holds a sparse file");
            default -> {
                long size = WITHOUT_DATA.indexOf(type) >= 0 ? 0 : size(header);
                require(data, size);
                if (REGULAR.indexOf(type) >= 0) {
                    if (overrides.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse"))) {
                        throw invalid("it holds a sparse file");
                    }
                    entries.add(new TarEntry(plain(overrides.getOrDefault(PATH, header.name())), data, size));
                }
                overrides.clear();
                return data + padded(size);
            }
        }
        return data + padded(header.size());
    }

    private long size(TarHeader header) {
        String told = overrides.get(SIZE);
        if (told == null) {
            return header.size();
        }
        if (!told.matches("\\d{1,18}")) {
            throw invalid("the size of an entry is no number");
        }
        return Long.parseLong(told);
    }

    private void require(long offset, long size) {
        if (size > length - offset) {
            throw invalid("it ends before its files do");
        }
    }

    private byte[] record(TarHeader header, long data) throws IOException {
        if (header.size() > LONGEST_RECORD) {
            throw invalid("the name of an entry is too long");
        }
        return bytes(data, (int) header.size());
    }

    private byte[] bytes(long offset, int count) throws IOException {
        require(offset, count);
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, offset + buffer.position()) < 0) {
                throw invalid("it became shorter while it was read");
            }
        }
        return buffer.array();
    }

    private static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static long padded(long size) {
        return (size + TarHeader.SIZE - 1) / TarHeader.SIZE * TarHeader.SIZE;
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    /** The file of that name; {@code INVALID} when there is none, or several. */
    TarEntry file(String name) {
        return only(entry -> entry.name().equals(plain(name)), "named " + shown(name));
    }

    /** The only file whose name ends so; {@code INVALID} when there is none, or several. */
    TarEntry onlyOneEndingWith(String suffix) {
        return only(entry -> entry.name().endsWith(suffix), "ending with " + suffix);
    }

    private TarEntry only(Predicate<TarEntry> wanted, String what) {
        List<TarEntry> found = entries.stream().filter(wanted).toList();
        if (found.size() != 1) {
            throw invalid("it holds " + (found.isEmpty() ? "no file" : "several files") + " " + what);
        }
        return found.get(0);
    }

    /** For messages, which go to the owner and into the log. */
    private static String shown(String name) {
        String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > LONGEST_SHOWN ? printable.substring(0, LONGEST_SHOWN) + "..." : printable;
    }

    static VitrineException invalid(String why) {
        return new VitrineException(ErrorKind.INVALID, "The data is no OVA that can be taken: " + why);
    }

    /** The header of one entry. */
    private static final class TarHeader {
        static final int SIZE = 512;
        private static final int NAME = 0;
        private static final int NAME_LENGTH = 100;
        private static final int LENGTH = 124;
        private static final int CHECKSUM = 148;
        private static final int TYPE = 156;
        private static final int MAGIC = 257;
        private static final int PREFIX = 345;
        private static final int PREFIX_LENGTH = 155;

        private final byte[] block;

        TarHeader(byte[] block) {
            this.block = block;
            if (octal(CHECKSUM, 8) != sum()) {
                throw invalid("it is no tar archive");
            }
        }

        /** What archives end with. */
        static boolean isEnd(byte[] block) {
            for (byte b : block) {
                if (b != 0) {
                    return false;
                }
            }
            return true;
        }

        /** Of all bytes, as if the sum's own were blanks. */
        private long sum() {
            long sum = 0;
            for (int i = 0; i < SIZE; i++) {
                sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
            }
            return sum;
        }

        char type() {
            return (char) (block[TYPE] & 0xff);
        }

        long size() {
            return number(LENGTH, 12);
        }

        String name() {
            String name = text(Arrays.copyOfRange(block, NAME, NAME + NAME_LENGTH));
            boolean ustar = text(Arrays.copyOfRange(block, MAGIC, MAGIC + 6)).equals("ustar");
            String prefix = ustar ? text(Arrays.copyOfRange(block, PREFIX, PREFIX + PREFIX_LENGTH)) : "";
            return prefix.isEmpty() ? name : prefix + "/" + name;
        }

        /** Octal digits, or, where the first bit is set, the bytes themselves. */
        private long number(int offset, int count) {
            return (block[offset] & 0x80) != 0 ? binary(offset, count) : octal(offset, count);
        }

        private long binary(int offset, int count) {
            long number = block[offset] & 0x7f;
            for (int i = offset + 1; i < offset + count; i++) {
                if (number >>> 54 != 0) {
                    throw invalid("a number in it is too large");
                }
                number = number << 8 | block[i] & 0xff;
            }
            return number;
        }

        private long octal(int offset, int count) {
            String digits =
                    text(Arrays.copyOfRange(block, offset, offset + count)).strip();
            if (!digits.matches("[0-7]{0,12}")) {
                throw invalid("it is no tar archive");
            }
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        }
    }

    /** Lines {@code LENGTH KEY=VALUE}, by which pax says what no header has room for. */
    private static final class PaxRecords {
        private PaxRecords() {}

        static Map<String, String> read(byte[] bytes) {
            Map<String, String> records = new HashMap<>();
            int at = 0;
            while (at < bytes.length && bytes[at] != 0) {
                int blank = find(bytes, ' ', at);
                String digits = new String(bytes, at, blank - at, StandardCharsets.US_ASCII);
                if (!digits.matches("\\d{1,6}")) {
                    throw invalid("its extended header is broken");
                }
                int end = at + Integer.parseInt(digits);
                int equals = find(bytes, '=', blank);
                if (end > bytes.length || equals >= end - 1 || bytes[end - 1] != '\n') {
                    throw invalid("its extended header is broken");
                }
                records.put(
                        new String(bytes, blank + 1, equals - blank - 1, StandardCharsets.UTF_8),
                        new String(bytes, equals + 1, end - equals - 2, StandardCharsets.UTF_8));
                at = end;
            }
            return records;
        }

        private static int find(byte[] bytes, char wanted, int from) {
            for (int i = from; i < bytes.length; i++) {
                if (bytes[i] == wanted) {
                    return i;
                }
            }
            throw invalid("its extended header is broken");
        }
    }
}
