package org.vitrine.importing.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * Data on its way from another server. One thread reads, and blocks while it waits; an interrupt ends it. What fails in
 * between is tried again, from where it broke off, before anybody learns of it: reading fails with a {@link
 * VitrineException}, whose message a user may read, of the kinds that the package names.
 */
public final class Download implements ReadableByteChannel {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    private static final int BUFFER = 64 * 1024;
    private static final int MOST_FAILURES = 200;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final Fetcher fetcher;
    private final WebAddress address;
    private final DownloadRequest request;
    private final long start = System.nanoTime();
    private final byte[] buffer = new byte[BUFFER];
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Connection connection;
    private OptionalLong size = OptionalLong.empty();
    private Optional<Validator> validator = Optional.empty();
    private long position;
    private long toSkip;
    private boolean ended;
    private int failures;
    private int failuresInARow;
    private long positionAtFailure;

    private Download(Fetcher fetcher, WebAddress address, DownloadRequest request) {
        this.fetcher = fetcher;
        this.address = address;
        this.request = request;
    }

    /** Returns when the server has begun to answer with the data. */
    static Download open(Fetcher fetcher, WebAddress address, DownloadRequest request) throws IOException {
        var download = new Download(fetcher, address, request);
        while (download.connection == null) {
            try {
                download.begin();
            } catch (WireException e) {
                download.failed(e);
            }
        }
        return download;
    }

    /** How many bytes there are altogether, where the server says so. */
    public OptionalLong size() {
        return size;
    }

    /** How many bytes were read so far. */
    public long position() {
        return position;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (!isOpen()) {
                throw new ClosedChannelException();
            }
            if (ended) {
                return -1;
            }
            try {
                int count = readOnce(target);
                if (count > 0) {
                    return count;
                }
            } catch (WireException e) {
                failed(e);
            }
        }
        return 0;
    }

    private int readOnce(ByteBuffer target) throws IOException {
        checkTime();
        if (connection == null) {
            resume();
            if (ended) {
                return 0;
            }
        }
        int wanted = toSkip > 0 ? (int) Math.min(BUFFER, toSkip) : Math.min(BUFFER, target.remaining());
        int count = connection.read(buffer, wanted);
        if (count < 0) {
            end();
            return 0;
        }
        if (toSkip > 0) {
            toSkip -= count;
            return 0;
        }
        position += count;
        if (position > request.most()) {
            throw tooMuch();
        }
        target.put(buffer, 0, count);
        return count;
    }

    private void end() throws IOException {
        if (toSkip > 0 || size.isPresent() && position != size.getAsLong()) {
            throw WireException.passing("the server sent " + position + " bytes of " + size.orElse(-1));
        }
        ended = true;
        drop();
    }

    private void begin() throws IOException {
        Connection fresh = fetcher.fetch(address, request, Map.of());
        boolean good = false;
        try {
            size = fresh.head().length();
            validator = Validator.of(fresh.head());
            if (size.orElse(0) > request.most()) {
                throw tooMuch();
            }
            keep(fresh);
            good = true;
        } finally {
            if (!good) {
                fresh.close();
            }
        }
    }

    /** Goes on where it broke off. */
    private void resume() throws IOException {
        if (position == 0) {
            begin();
            return;
        }
        Validator proof = validator.orElseThrow();
        Connection fresh =
                fetcher.fetch(address, request, Map.of("Range", "bytes=" + position + "-", "If-Range", proof.value()));
        boolean good = false;
        try {
            switch (fresh.head().status()) {
                case 206 -> checkRange(fresh.head(), proof);
                case 416 -> checkEnd(fresh.head());
                default -> repeat(fresh.head(), proof);
            }
            good = !ended;
            if (good) {
                keep(fresh);
            }
        } finally {
            if (!good) {
                fresh.close();
            }
        }
    }

    private void checkRange(ReplyHead head, Validator proof) throws IOException {
        Matcher range = RANGE.matcher(head.only("content-range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != position) {
            throw WireException.nonsense("the server sends another part of the data than it was asked for");
        }
        boolean differs = head.only(proof.header()).isPresent() && !proof.isSame(head);
        OptionalLong total =
                range.group(3).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(range.group(3)));
        if (differs || size.isPresent() && total.isPresent() && !size.equals(total)) {
            throw changed();
        }
        if (size.isEmpty()) {
            size = total;
        }
        toSkip = 0;
    }

    /** All was there already, only its end was not. */
    private void checkEnd(ReplyHead head) throws IOException {
        String all = "bytes */" + position;
        if (size.isPresent() || !head.only("content-range").filter(all::equals).isPresent()) {
            throw changed();
        }
        ended = true;
    }

    /** The server sends everything once more: of use only if it is the same. */
    private void repeat(ReplyHead head, Validator proof) throws IOException {
        OptionalLong length = head.length();
        if (!proof.isSame(head) || length.isPresent() && size.isPresent() && !length.equals(size)) {
            throw changed();
        }
        toSkip = position;
    }

    /** Keeps it, unless this is closed meanwhile. */
    private void keep(Connection fresh) throws IOException {
        connection = fresh;
        if (!isOpen()) {
            drop();
            throw new ClosedChannelException();
        }
    }

    /** Returns when it should be tried again. */
    private void failed(WireException failure) throws IOException {
        drop();
        failures++;
        failuresInARow = position - positionAtFailure >= BUFFER ? 1 : failuresInARow + 1;
        positionAtFailure = position;
        boolean provable = position == 0 || validator.isPresent();
        if (!failure.isPassing()
                || !provable
                || failures >= MOST_FAILURES
                || failuresInARow >= fetcher.limits().attempts()) {
            throw new VitrineException(
                    failure.isSlow() ? ErrorKind.GATEWAY_TIMEOUT : ErrorKind.BAD_GATEWAY,
                    failure.getMessage(),
                    failure);
        }
        LOG.debug("a download from {} breaks off at byte {}", address, position, failure);
        pause(failure.wish());
        checkTime();
    }

    private void pause(Duration wish) throws IOException {
        Duration pause = fetcher.limits().pause().multipliedBy(1L << Math.min(failuresInARow - 1, 5));
        try {
            closed.await(Math.max(pause.toMillis(), wish.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted between two attempts");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private void checkTime() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        Duration total = fetcher.limits().total();
        if (!total.isZero() && System.nanoTime() - start > total.toNanos()) {
            drop();
            throw new VitrineException(
                    ErrorKind.GATEWAY_TIMEOUT, "the download takes longer than " + total.toSeconds() + " seconds");
        }
    }

    private VitrineException tooMuch() {
        return new VitrineException(
                ErrorKind.QUOTA_EXCEEDED, "the data is larger than the " + request.most() + " bytes that are allowed");
    }

    private static VitrineException changed() {
        return new VitrineException(ErrorKind.BAD_GATEWAY, "the data changed while it was downloaded");
    }

    private void drop() throws IOException {
        Connection dropped = connection;
        connection = null;
        if (dropped != null) {
            dropped.close();
        }
    }

    @Override
    public boolean isOpen() {
        return closed.getCount() > 0;
    }

    /** Drops the connection, from any thread. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        drop();
    }
}
