package org.vitrine.outbound;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** What a peer said; close it in any case. Closing early drops what was not read, and the connection with it. */
public final class Answer implements Closeable {
    private final int status;
    private final HttpHeaders headers;
    private final AnswerBody body;

    Answer(int status, HttpHeaders headers, AnswerBody body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** Whether the status code is of the 200s. */
    public boolean succeeded() {
        return status / 100 == 2;
    }

    /** The first header of that name, any case. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** All headers. */
    public HttpHeaders headers() {
        return headers;
    }

    /** The header {@code Content-Length}; empty when it is missing or no number. */
    public OptionalLong contentLength() {
        try {
            return headers.firstValueAsLong("Content-Length");
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * The body, for one thread. It fails with {@link java.net.http.HttpTimeoutException} when nothing comes for the stall
     * time, and with another {@link IOException} when the peer breaks off before its announced end.
     */
    public ReadableByteChannel body() {
        return body;
    }

    /**
     * The body up to a limit, for those who need no more than a channel: closing it closes this answer.
     *
     * @param most bytes, 0 or more
     */
    public ReadableByteChannel upTo(long most) {
        return new BodyPart(body, most);
    }

    /**
     * The rest of the body as UTF-8 text.
     *
     * @param limit in bytes; a longer body is an {@link IOException}
     */
    public String text(int limit) throws IOException {
        ByteBuffer text =
                ByteBuffer.allocate((int) Math.min(limit, contentLength().orElse(8192)) + 1);
        while (body.read(text) >= 0) {
            if (text.position() > limit) {
                throw new IOException("the answer is longer than " + limit + " bytes");
            }
            if (!text.hasRemaining()) {
                text = ByteBuffer.allocate(Math.min(limit + 1, text.capacity() * 2))
                        .put(text.flip());
            }
        }
        return StandardCharsets.UTF_8.decode(text.flip()).toString();
    }

    @Override
    public void close() {
        body.close();
    }

    /** The status alone. */
    @Override
    public String toString() {
        return "Answer " + status;
    }
}
