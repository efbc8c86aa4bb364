package org.vitrine.outbound;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** What a call carries. */
public final class Body {
    /** No more than this is handed to the network at once, so that its progress can be seen. */
    private static final int SLICE = 128 * 1024;

    private static final Body NONE = new Body(() -> () -> null, OptionalLong.of(0), true);

    /** Bytes, a chunk at a time. For one thread at a time. */
    @FunctionalInterface
    public interface Chunks {
        /**
         * The next chunk, at least one byte, valid until the next call; null at the end. Blocks until there is one.
         * What it throws, {@link OutboundHttp#send} throws unchanged.
         */
        ByteBuffer next();
    }

    private final Supplier<Chunks> chunks;
    private final OptionalLong length;
    private final boolean repeatable;

    private Body(Supplier<Chunks> chunks, OptionalLong length, boolean repeatable) {
        this.chunks = chunks;
        this.length = length;
        this.repeatable = repeatable;
    }

    /** Nothing. */
    public static Body none() {
        return NONE;
    }

    /** Text in UTF-8. */
    public static Body of(String text) {
        return of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What remains in the buffer, which must stay as it is until the call has ended; its position is not moved. */
    public static Body of(ByteBuffer content) {
        return of(List.of(content));
    }

    /** What remains in the buffers, one after the other; like {@link #of(ByteBuffer)}. */
    public static Body of(List<ByteBuffer> content) {
        List<ByteBuffer> whole =
                content.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
        long length = whole.stream().mapToLong(ByteBuffer::remaining).sum();
        return new Body(() -> slices(whole), OptionalLong.of(length), true);
    }

    /**
     * Bytes that can be had only once. They are copied as they pass.
     *
     * @param length how many; exactly so many must come. Empty for chunked encoding
     */
    public static Body once(Chunks source, OptionalLong length) {
        return new Body(() -> copies(source), length, false);
    }

    /** A new run through the bytes, in buffers that stay as they are. */
    Chunks open() {
        return chunks.get();
    }

    /** How many bytes; empty when nobody knows. */
    OptionalLong length() {
        return length;
    }

    boolean repeatable() {
        return repeatable;
    }

    boolean empty() {
        return length.isPresent() && length.getAsLong() == 0;
    }

    private static Chunks slices(List<ByteBuffer> whole) {
        Deque<ByteBuffer> left =
                new ArrayDeque<>(whole.stream().map(ByteBuffer::duplicate).toList());
        return () -> {
            while (!left.isEmpty() && !left.peek().hasRemaining()) {
                left.remove();
            }
            if (left.isEmpty()) {
                return null;
            }
            ByteBuffer rest = left.peek();
            ByteBuffer slice = rest.slice(rest.position(), Math.min(SLICE, rest.remaining()));
            rest.position(rest.position() + slice.remaining());
            return slice;
        };
    }

    private static Chunks copies(Chunks source) {
        return () -> {
            ByteBuffer chunk = source.next();
            return chunk == null
                    ? null
                    : ByteBuffer.allocate(chunk.remaining()).put(chunk).flip();
        };
    }
}
