package org.vitrine.store.swift;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.Inflow;
import org.vitrine.store.swift.SwiftContainer.Found;
import org.vitrine.store.swift.SwiftContainer.Segment;

/**
 * Stores one blob: as one object where it is announced to be small, else in segments of which a manifest makes one. For
 * one thread.
 */
final class BlobWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BlobWriter.class);

    private final SwiftContainer container;
    private final SwiftContainer segmentsContainer;
    private final String name;
    private final Inflow inflow;
    private final Sizes sizes;
    private final List<Segment> segments = new ArrayList<>();
    private int numbers;

    /**
     * @param largeObject announced to be of that length, data comes in segments
     * @param segment bytes of a segment
     * @param limits of the cluster
     * @param buffers where segments wait to be sent; absent when they do not
     */
    record Sizes(long largeObject, long segment, ClusterLimits limits, Optional<Path> buffers) {}

    BlobWriter(SwiftContainer container, SwiftContainer segmentsContainer, String name, Inflow inflow, Sizes sizes) {
        this.container = container;
        this.segmentsContainer = segmentsContainer;
        this.name = name;
        this.inflow = inflow;
        this.sizes = sizes;
    }

    /** What segments of that blob are called: as Glance calls them (STORE-SWIFT-35). */
    static String prefix(String name) {
        return name + "-";
    }

    /**
     * Stores all that comes in; returns how many bytes. When it throws, nothing of it is left, as far as Swift lets it.
     *
     * @param announced bytes, or 0
     */
    long write(long announced) {
        try {
            if (announced > 0 && announced < sizes.largeObject) {
                writeWhole();
            } else {
                writeSegments(announced);
            }
            requireAll();
            return inflow.count();
        } catch (RuntimeException e) {
            if (!(e instanceof VitrineException known && known.kind() == ErrorKind.CONFLICT)) {
                remove();
            }
            throw e;
        } finally {
            container.client().access().release();
        }
    }

    private void writeWhole() {
        send(container, name, Math.min(sizes.largeObject, sizes.limits.longestObject()), true);
        if (inflow.more()) {
            throw new VitrineException(
                    ErrorKind.INVALID, "the data is longer than was announced, and too long for one object of Swift");
        }
    }

    private void writeSegments(long announced) {
        long length = segmentLength(announced);
        while (inflow.more()) {
            if (!segments.isEmpty()) {
                container.client().access().prolong();
            }
            String segment = segmentName(++numbers);
            Outflow sent = send(segmentsContainer, segment, length, false);
            segments.add(new Segment(segmentsContainer.name(), segment, sent.md5(), sent.bytes()));
        }
        if (segments.isEmpty()) {
            send(container, name, 0, true);
        } else if (segments.size() <= sizes.limits.segments()) {
            container.putStaticManifest(name, segments);
        } else {
            container.putDynamicManifest(name, segmentsContainer.name(), prefix(name));
        }
    }

    /** Longer than configured where the data would else have more segments than a static manifest may. */
    private long segmentLength(long announced) {
        int most = Math.max(1, sizes.limits.segments());
        long least = sizes.limits.segments() == 0 ? 0 : (announced + most - 1) / most;
        return Math.min(Math.max(sizes.segment, least), sizes.limits.longestObject());
    }

    private Outflow send(SwiftContainer into, String object, long most, boolean isNew) {
        if (sizes.buffers.isEmpty() || most == 0) {
            return send(into, object, new StreamedPiece(inflow, most), isNew);
        }
        try (BufferedPiece piece = BufferedPiece.take(inflow, most, sizes.buffers.get())) {
            return send(into, object, piece, isNew);
        } catch (IOException e) {
            throw bufferFailure(e);
        }
    }

    private static Outflow send(SwiftContainer into, String object, Outflow data, boolean isNew) {
        into.put(object, data, isNew);
        return data;
    }

    static VitrineException bufferFailure(IOException failure) {
        return new VitrineException(ErrorKind.INTERNAL, "a segment cannot be kept in swift.upload.buffer.dir", failure);
    }

    /** Swift shows as much as it got, however it was put together. */
    private void requireAll() {
        Optional<Found> found = container.find(name, true);
        if (found.isEmpty() || found.get().bytes() != inflow.count()) {
            throw new VitrineException(ErrorKind.INTERNAL, "Swift has other data than it confirmed");
        }
    }

    /** There was nothing of that name before, so what is there now is ours, even if Swift never said that it took it. */
    private void remove() {
        boolean interrupted = Thread.interrupted();
        try {
            remove(container, name);
            segments.forEach(segment -> remove(segmentsContainer, segment.object()));
            if (numbers > segments.size()) {
                remove(segmentsContainer, segmentName(numbers));
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void remove(SwiftContainer from, String object) {
        try {
            from.delete(object);
        } catch (VitrineException e) {
            LOG.warn(
                    "a failed upload may have left {} in the container {}; it cannot be removed",
                    object,
                    from.name(),
                    e);
        }
    }

    private String segmentName(int number) {
        return "%s%05d".formatted(prefix(name), number);
    }
}
