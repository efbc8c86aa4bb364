package org.vitrine.store.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.Inflow;
import org.vitrine.store.s3.S3Bucket.Checked;

/**
 * Stores one object: in one request if it is small, else in parts, of which one is sent while the next one is filled.
 * There are never more than these two. For one thread.
 */
final class ObjectUpload {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectUpload.class);
    private static final long LAST_PART_SECONDS = 20;
    private static final long END_SECONDS = 10;

    private final S3Bucket bucket;
    private final String key;
    private final Inflow inflow;
    private final long announced;
    private final Sizes sizes;
    private final Executor threads;

    /**
     * @param parts how long parts are
     * @param large announced to be of that length, data is sent in parts
     * @param completion how long S3 may take to put parts together
     */
    record Sizes(PartSizes parts, long large, Duration completion) {}

    /** @param announced bytes, or 0 */
    ObjectUpload(S3Bucket bucket, String key, Inflow inflow, long announced, Sizes sizes, Executor threads) {
        this.bucket = bucket;
        this.key = key;
        this.inflow = inflow;
        this.announced = announced;
        this.sizes = sizes;
        this.threads = threads;
    }

    /** Stores all that comes in; returns how many bytes. When it throws, no upload in parts is left. */
    long run() {
        try (var first = new Part();
                var second = new Part()) {
            first.begin(firstLength());
            fill(first);
            if (inflow.more()) {
                new InParts(first, second).run();
            } else {
                bucket.put(key, first.content());
            }
            return inflow.count();
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.INTERNAL, "the temporary file of a part failed", e);
        }
    }

    private void fill(Part part) throws IOException {
        inflow.drain(part.room(), part::append);
    }

    /** Of what is announced to be small there shall be no second part (STORE-S3-24). */
    private long firstLength() {
        long part = sizes.parts.of(0, 0, announced);
        return announced < sizes.large ? Math.max(part, announced) : part;
    }

    private final class InParts {
        private final String uploadId = bucket.begin(key);
        private final List<String> tags = new ArrayList<>();
        private Part filled;
        private Part free;
        private PartRequest sending;

        InParts(Part filled, Part free) {
            this.filled = filled;
            this.free = free;
        }

        void run() throws IOException {
            boolean done = false;
            try {
                sendAll();
                bucket.complete(key, uploadId, tags, sizes.completion);
                done = true;
            } finally {
                if (!done) {
                    abort();
                }
            }
        }

        private void sendAll() throws IOException {
            int number = 0;
            while (filled.length() > 0) {
                awaitSent();
                send(filled.content(), ++number);
                Part next = free;
                free = filled;
                filled = next;
                filled.begin(sizes.parts.of(number, inflow.count(), announced));
                if (inflow.more()) {
                    requireRoom(number);
                    fill(filled);
                }
            }
            awaitSent();
        }

        private void requireRoom(int parts) {
            if (parts == PartSizes.MOST_PARTS) {
                throw new VitrineException(ErrorKind.STORE_FULL, "the data is longer than an object of S3 can be");
            }
        }

        private void send(Checked part, int number) {
            sending = new PartRequest(() -> bucket.putPart(key, uploadId, number, part));
            threads.execute(sending);
        }

        /** Waits until the part that is sent has arrived. */
        private void awaitSent() {
            if (sending != null) {
                tags.add(sending.await());
                sending = null;
            }
        }

        /**
         * First no part may be on its way any more: it would outlive the upload, and Ceph never forgets it then. What is
         * cut off may arrive all the same, so that is only for those who are in a hurry.
         */
        private void abort() {
            boolean interrupted = Thread.interrupted();
            try {
                boolean ended = sending == null || !interrupted && sending.endsWithin(LAST_PART_SECONDS);
                if (!ended && !sending.cancel(END_SECONDS)) {
                    LOG.warn("a part of {} is still on its way", key);
                }
                bucket.abort(key, uploadId);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (VitrineException e) {
                LOG.warn("the unfinished upload of {} cannot be aborted now", key, e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
