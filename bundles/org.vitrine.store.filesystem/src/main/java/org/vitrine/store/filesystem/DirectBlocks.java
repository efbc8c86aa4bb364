package org.vitrine.store.filesystem;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * The memory that all file stores write past the page cache from: a bounded number of pairs of blocks, made when they
 * are first needed and used again. Thread-safe.
 */
@Component(service = DirectBlocks.class)
public final class DirectBlocks {
    /** Bytes of a block: enough that a disk is as fast as it can be. */
    static final int BLOCK_BYTES = 1 << 20;

    private static final int PAIRS = 16;
    /** What the kernel may ask of the address of a block: a page. */
    private static final int ALIGNMENT = 4096;

    private final Deque<Pair> free = new ArrayDeque<>();
    private int made;

    /**
     * Two blocks of one file: one is filled while the other one is on its way to the disk.
     *
     * @param first of {@value #BLOCK_BYTES} bytes
     * @param second of as many
     */
    record Pair(ByteBuffer first, ByteBuffer second) {}

    /** A pair to write from; absent when all are in use. Whoever has it gives it back. */
    synchronized Optional<Pair> take() {
        Pair pair = free.poll();
        if (pair == null && made < PAIRS) {
            made++;
            pair = make();
        }
        return Optional.ofNullable(pair);
    }

    synchronized void giveBack(Pair pair) {
        free.push(pair);
    }

    private static Pair make() {
        ByteBuffer memory =
                ByteBuffer.allocateDirect(2 * BLOCK_BYTES + ALIGNMENT).alignedSlice(ALIGNMENT);
        return new Pair(memory.slice(0, BLOCK_BYTES), memory.slice(BLOCK_BYTES, BLOCK_BYTES));
    }
}
