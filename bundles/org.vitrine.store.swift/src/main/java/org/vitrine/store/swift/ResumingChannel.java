package org.vitrine.store.swift;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.ByteRange;

/** Goes on where a download broke off, a few times (STORE-SWIFT-17, STORE-SWIFT-38). For one thread. */
final class ResumingChannel implements ReadableByteChannel {
    private static final Logger LOG = LoggerFactory.getLogger(ResumingChannel.class);

    /** Opens the download anew. */
    @FunctionalInterface
    interface Opener {
        ReadableByteChannel open(ByteRange range);
    }

    private final Opener opener;
    private ReadableByteChannel channel;
    private ByteRange rest;
    private int resumptions;
    private boolean open = true;

    /** @param resumptions how often it may go on */
    ResumingChannel(Opener opener, ByteRange range, int resumptions) {
        this.opener = opener;
        this.resumptions = resumptions;
        rest = range;
        channel = opener.open(range);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        while (true) {
            try {
                int count = channel.read(target);
                if (count > 0) {
                    rest = new ByteRange(
                            rest.offset() + count,
                            rest.length() == Long.MAX_VALUE ? Long.MAX_VALUE : rest.length() - count);
                }
                return count;
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                resume(e);
            }
        }
    }

    private void resume(IOException failure) throws IOException {
        if (resumptions == 0 || Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        resumptions--;
        LOG.info("a download from Swift broke off and goes on at byte {}", rest.offset(), failure);
        channel.close();
        try {
            channel = opener.open(rest);
        } catch (VitrineException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        channel.close();
    }
}
