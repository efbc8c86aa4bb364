package org.vitrine.rest.data;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import org.junit.Test;

public class DirectBuffersTest {
    @Test
    public void theyAreReused() {
        DirectBuffers buffers = new DirectBuffers(2);
        ByteBuffer first = buffers.take();
        first.position(10);
        buffers.give(first);
        ByteBuffer again = buffers.take();
        assertSame(first, again);
        assertEquals(DirectBuffers.SIZE, again.remaining());
    }

    @Test
    public void neverMoreThanTheLimitAreMade() {
        DirectBuffers buffers = new DirectBuffers(2);
        ByteBuffer first = buffers.take();
        ByteBuffer second = buffers.take();
        assertNotSame(first, second);
        assertTrue(first.isDirect() && second.isDirect());
        ByteBuffer third = buffers.take();
        assertFalse(third.isDirect());
        buffers.give(third);
        assertFalse(buffers.take().isDirect());
        buffers.give(second);
        assertSame(second, buffers.take());
    }

    @Test
    public void whatWasAbandonedIsReplacedAndNeverUsedAgain() {
        DirectBuffers buffers = new DirectBuffers(1);
        ByteBuffer lost = buffers.take();
        buffers.abandon(lost);
        ByteBuffer next = buffers.take();
        assertTrue(next.isDirect());
        assertNotSame(lost, next);
        buffers.abandon(buffers.take());
        buffers.give(next);
        assertSame("one on the heap takes no place of them", next, buffers.take());
    }
}
