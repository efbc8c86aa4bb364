package org.vitrine.edge.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The way of an answer's bytes to the client with as few copies as the HTTP server allows. */
@FunctionalInterface
public interface DirectOutput {
    /** The server's own way, if it has one: a {@code Function<HttpServletResponse, Optional<DirectOutput>>}. */
    String ATTRIBUTE = "org.vitrine.output";

    /**
     * Sends what remains of the buffer and blocks until it is taken; then the buffer may be filled again. A direct
     * buffer goes to the socket as it is where the server can do that.
     *
     * @throws IOException when the client is gone or too slow
     */
    void write(ByteBuffer buffer) throws IOException;

    /**
     * The way out of this response; instead of its stream, not besides it. Status and headers must be set before.
     *
     * @param request as the handler got it
     */
    static DirectOutput of(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(ATTRIBUTE) instanceof Function<?, ?> way) {
            @SuppressWarnings("unchecked") // Only the edge sets the attribute, to what its constant says.
            Optional<DirectOutput> direct =
                    ((Function<HttpServletResponse, Optional<DirectOutput>>) way).apply(response);
            if (direct.isPresent()) {
                return direct.get();
            }
        }
        return copying(response.getOutputStream());
    }

    private static DirectOutput copying(OutputStream target) {
        byte[] copy = new byte[64 << 10];
        return buffer -> {
            while (buffer.hasRemaining()) {
                int count = Math.min(copy.length, buffer.remaining());
                buffer.get(copy, 0, count);
                target.write(copy, 0, count);
            }
        };
    }
}
