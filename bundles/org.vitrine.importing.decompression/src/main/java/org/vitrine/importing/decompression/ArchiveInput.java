package org.vitrine.importing.decompression;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The bytes of an archive, counted, and in a buffer of 64 KiB that an inflater can take from without taking too much. */
final class ArchiveInput implements Closeable {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long position;

    ArchiveInput(InputStream in) {
        this.in = in;
    }

    /** How many bytes were taken. */
    long position() {
        return position;
    }

    /** The next byte, or -1 at the end. */
    int next() throws IOException {
        if (!fill()) {
            return -1;
        }
        position++;
        return buffer[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer, 0, BUFFER));
        }
        return at < end;
    }

    /** The next byte, which must be there. */
    int require() throws IOException {
        int next = next();
        if (next < 0) {
            throw broken("it is cut off");
        }
        return next;
    }

    /** A number of so many bytes, the lowest first. */
    long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) require() << (8 * i);
        }
        return number;
    }

    void skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            if (!fill()) {
                throw broken("it is cut off");
            }
            int part = (int) Math.min(left, end - at);
            at += part;
            position += part;
            left -= part;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** As much as there is at the moment, at least one byte; -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, target, offset, count);
        at += count;
        position += count;
        return count;
    }

    /** Some bytes of what is deflated, at least one; -1 at its end, and then what follows it is next. */
    int inflate(Inflater inflater, byte[] target, int offset, int length) throws IOException {
        try {
            while (true) {
                if (inflater.finished()) {
                    return -1;
                }
                if (inflater.needsDictionary()) {
                    throw broken("it needs a dictionary");
                }
                if (!fill()) {
                    throw broken("it is cut off");
                }
                inflater.setInput(buffer, at, end - at);
                int count = inflater.inflate(target, offset, length);
                int used = end - at - inflater.getRemaining();
                at += used;
                position += used;
                if (count > 0) {
                    return count;
                }
            }
        } catch (DataFormatException e) {
            throw new VitrineException(ErrorKind.INVALID, "The archive is broken: it is not deflated", e);
        }
    }

    static VitrineException broken(String why) {
        return new VitrineException(ErrorKind.INVALID, "The archive is broken: " + why);
    }
}
