package org.vitrine.store.swift;

import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.Span;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Inflow;
import org.vitrine.store.swift.SwiftContainer.Found;

/** What is done with blobs, wherever they lie. Safe for many threads. */
final class SwiftBlobs {
    private static final Logger LOG = LoggerFactory.getLogger(SwiftBlobs.class);
    private static final String EVERYBODY = "*:*";

    private final Settings settings;
    private final Set<String> beingWritten = ConcurrentHashMap.newKeySet();
    private final Set<String> containersSeen = ConcurrentHashMap.newKeySet();
    private volatile ClusterLimits limits;

    /**
     * @param largeObject bytes from which on announced data comes in segments
     * @param segment bytes of a segment
     * @param segmentsContainer of segments; absent for that of the object
     * @param createContainers whether missing containers are made
     * @param resumptions how often a broken download goes on
     * @param admins projects that may write to the containers of others
     * @param buffers where segments wait to be sent; absent when they do not
     */
    record Settings(
            long largeObject,
            long segment,
            Optional<String> segmentsContainer,
            boolean createContainers,
            int resumptions,
            List<String> admins,
            Optional<Path> buffers) {}

    SwiftBlobs(Settings settings) {
        this.settings = settings;
    }

    /**
     * Stores data; returns how many bytes.
     *
     * @param ownContainer whether the container is there for this blob alone
     */
    long write(Place place, ByteSource source, long announced, boolean ownContainer) {
        String key = place.container().name() + "/" + place.object();
        if (!beingWritten.add(key)) {
            throw taken();
        }
        try {
            SwiftContainer segments = segments(place, ownContainer);
            requireContainer(place.container(), ownContainer);
            if (!segments.name().equals(place.container().name())) {
                requireContainer(segments, false);
            }
            if (place.container().find(place.object(), true).isPresent()) {
                throw taken();
            }
            var sizes = new BlobWriter.Sizes(
                    settings.largeObject, settings.segment, limits(place.container()), settings.buffers);
            return new BlobWriter(place.container(), segments, place.object(), new Inflow(source), sizes)
                    .write(announced);
        } catch (VitrineException e) {
            // The container may have gone since it was seen.
            containersSeen.remove(place.container().name());
            throw e;
        } finally {
            beingWritten.remove(key);
        }
    }

    private static VitrineException taken() {
        return new VitrineException(ErrorKind.CONFLICT, "the image store holds data of that name already");
    }

    /** With the image where it has its own container: then its permissions and its end are the container's. */
    private SwiftContainer segments(Place place, boolean ownContainer) {
        return ownContainer
                ? place.container()
                : settings.segmentsContainer.map(place.container()::sibling).orElse(place.container());
    }

    private void requireContainer(SwiftContainer container, boolean ownContainer) {
        if (!ownContainer && containersSeen.contains(container.name())) {
            return;
        }
        if (!container.exists()) {
            if (!settings.createContainers) {
                throw new VitrineException(
                        ErrorKind.UNAVAILABLE,
                        "the container of the image store does not exist;"
                                + " swift.store.create.container.on.put would make it");
            }
            container.create();
        }
        if (!ownContainer) {
            containersSeen.add(container.name());
        }
    }

    private ClusterLimits limits(SwiftContainer container) {
        ClusterLimits known = limits;
        if (known == null) {
            known = ClusterLimits.of(container.client());
            if (known != ClusterLimits.UNKNOWN) {
                limits = known;
            }
        }
        return known;
    }

    /** Opens data, or a part of it. */
    ReadableByteChannel open(Place place, ByteRange range) {
        if (settings.resumptions == 0) {
            return openOnce(place, range);
        }
        return new ResumingChannel(part -> openOnce(place, part), range, settings.resumptions);
    }

    private static ReadableByteChannel openOnce(Place place, ByteRange range) {
        Span span = new Span(range.offset(), range.length());
        Answer answer = place.container().get(place.object(), span.header());
        return span.in(answer).orElseThrow(() -> refusal(answer));
    }

    private static VitrineException refusal(Answer answer) {
        try (answer) {
            return answer.succeeded()
                    ? new VitrineException(
                            ErrorKind.UNAVAILABLE, "Swift gave another part of the data than it was asked for")
                    : SwiftFailure.of(answer.status(), "give the data", false);
        }
    }

    /** How many bytes there are. */
    long size(Place place) {
        return place.container()
                .find(place.object(), false)
                .orElseThrow(SwiftFailure::absent)
                .bytes();
    }

    /** Removes data with all its segments. */
    void delete(Place place, boolean ownContainer) {
        SwiftContainer container = place.container();
        Found found = container.find(place.object(), false).orElseThrow(SwiftFailure::absent);
        if (found.isStatic()) {
            container.deleteStatic(place.object());
        } else {
            found.dynamicManifest().ifPresent(manifest -> deleteDynamic(place, manifest));
            if (!container.delete(place.object())) {
                throw SwiftFailure.absent();
            }
        }
        removeContainer(place, ownContainer);
    }

    /** Only what is named like the object itself: a manifest may claim anything. */
    private static void deleteDynamic(Place place, String manifest) {
        int slash = manifest.indexOf('/');
        String prefix = manifest.substring(slash + 1);
        if (slash < 1 || !prefix.startsWith(place.object())) {
            LOG.warn("{} is put together from objects of other names; they stay", place.object());
            return;
        }
        SwiftContainer segments = place.container().sibling(manifest.substring(0, slash));
        for (String segment : segments.list(prefix)) {
            try {
                segments.delete(segment);
            } catch (VitrineException e) {
                LOG.error("the segment {} of a deleted image cannot be deleted", segment, e);
            }
        }
    }

    private static void removeContainer(Place place, boolean ownContainer) {
        if (ownContainer && !place.container().deleteIfEmpty()) {
            LOG.warn(
                    "the container {} of a deleted image is not empty and stays",
                    place.container().name());
        }
    }

    /** Removes whatever a write of that name may have left. */
    void discard(Place place, boolean ownContainer) {
        SwiftContainer container = place.container();
        Optional<Found> found = container.find(place.object(), false);
        if (found.isPresent() && found.get().isStatic()) {
            container.deleteStatic(place.object());
        } else if (found.isPresent()) {
            container.delete(place.object());
        }
        SwiftContainer segments = segments(place, ownContainer);
        segments.list(BlobWriter.prefix(place.object())).forEach(segments::delete);
        if (ownContainer) {
            removeContainer(place, true);
        }
    }

    /** Lets others read (STORE-SWIFT-41). */
    void share(Place place, boolean everybody, Set<String> projects) {
        String readers = everybody ? EVERYBODY : permissions(projects.stream().sorted());
        place.container().permit(readers, permissions(settings.admins.stream()));
    }

    private static String permissions(Stream<String> projects) {
        return projects.map(project -> project + ":*").collect(Collectors.joining(","));
    }
}
