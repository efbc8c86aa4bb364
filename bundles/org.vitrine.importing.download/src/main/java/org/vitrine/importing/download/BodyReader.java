package org.vitrine.importing.download;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of an answer, which must end as it was announced. */
abstract sealed class BodyReader {
    /** Bytes, at least one, or -1 at the end. */
    abstract int read(byte[] target, int offset, int length) throws IOException;

    /** That of an answer. */
    static BodyReader of(ReplyHead head, InputStream in) throws IOException {
        if (head.chunked()) {
            return new Chunked(in);
        }
        OptionalLong length = head.length();
        return length.isPresent() ? new Fixed(in, length.getAsLong()) : new ToTheEnd(in);
    }

    private static final class Fixed extends BodyReader {
        private final InputStream in;
        private long left;

        Fixed(InputStream in, long length) {
            this.in = in;
            left = length;
        }

        @Override
        int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(target, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw WireException.passing("the server sent " + left + " bytes less than it announced");
            }
            left -= count;
            return count;
        }
    }

    private static final class ToTheEnd extends BodyReader {
        private final InputStream in;

        ToTheEnd(InputStream in) {
            this.in = in;
        }

        @Override
        int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, length);
        }
    }

    private static final class Chunked extends BodyReader {
        private static final int LONGEST_LINE = 1024;
        private static final int LONGEST_TRAILER = 16 * 1024;
        private static final Pattern SIZE = Pattern.compile("0*([0-9A-Fa-f]{1,15})[ \\t]*(?:;.*)?");

        private final InputStream in;
        private long left;
        private boolean begun;
        private boolean ended;

        Chunked(InputStream in) {
            this.in = in;
        }

        @Override
        int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0 && !ended) {
                left = nextSize();
                ended = left == 0;
                if (ended) {
                    skipTrailer();
                }
            }
            if (ended) {
                return -1;
            }
            int count = in.read(target, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw WireException.passing("the server broke off in the middle of its data");
            }
            left -= count;
            return count;
        }

        private long nextSize() throws IOException {
            var lines = new ReplyHead.Lines(in, LONGEST_LINE);
            if (begun && !lines.next().isEmpty()) {
                throw WireException.nonsense("the server sends chunks that are longer than they say");
            }
            begun = true;
            Matcher size = SIZE.matcher(lines.next());
            if (!size.matches()) {
                throw WireException.nonsense("the server sends chunks without a size");
            }
            return Long.parseLong(size.group(1), 16);
        }

        private void skipTrailer() throws IOException {
            var lines = new ReplyHead.Lines(in, LONGEST_TRAILER);
            String line = lines.next();
            while (!line.isEmpty()) {
                line = lines.next();
            }
        }
    }
}
