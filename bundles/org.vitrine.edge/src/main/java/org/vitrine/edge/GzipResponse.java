package org.vitrine.edge;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/**
 * Compresses an answer in JSON that is written at once, which is how the API writes it; everything else passes as it is.
 * For one thread.
 */
final class GzipResponse extends HttpServletResponseWrapper {
    private static final Pattern ASKED = Pattern.compile("\\bgzip\\b");
    private static final Pattern REFUSED = Pattern.compile("\\bgzip\\s*;\\s*q=0(\\.0{0,3})?\\s*(,|$)");
    private static final long UNKNOWN = -1;

    private final int smallest;
    private final int largest;
    private long announced = UNKNOWN;
    private ServletOutputStream stream;

    GzipResponse(HttpServletResponse response, int smallest, int largest) {
        super(response);
        this.smallest = smallest;
        this.largest = largest;
    }

    /** Whether the client wants it (REQ-11). */
    static boolean isAskedFor(HttpServletRequest request) {
        String encodings = request.getHeader("Accept-Encoding");
        return encodings != null
                && ASKED.matcher(encodings).find()
                && !REFUSED.matcher(encodings).find();
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    /** For JSON the length is kept back until the body comes: it may be another one then. */
    @Override
    public void setContentLengthLong(long length) {
        String type = getContentType();
        if (type != null && type.startsWith("application/json") && length >= smallest && length <= largest) {
            announced = length;
            addHeader("Vary", "Accept-Encoding");
        } else {
            super.setContentLengthLong(length);
        }
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        announced = UNKNOWN;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new Body(super.getOutputStream());
        }
        return stream;
    }

    /** Says the length that was kept back, if no body came. */
    void finish() {
        if (announced != UNKNOWN) {
            super.setContentLengthLong(announced);
            announced = UNKNOWN;
        }
    }

    private final class Body extends ServletOutputStream {
        private final ServletOutputStream target;

        Body(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            finish();
            target.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == announced) {
                Optional<byte[]> smaller = Gzip.compress(bytes, offset, length);
                if (smaller.isPresent()) {
                    announced = smaller.get().length;
                    setHeader("Content-Encoding", "gzip");
                    finish();
                    target.write(smaller.get());
                    return;
                }
            }
            finish();
            target.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            finish();
            target.flush();
        }

        @Override
        public void close() throws IOException {
            finish();
            target.close();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}
