package org.vitrine.store.swift;

import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;

/** The store as somebody sees it: the server itself, or one of its callers. */
final class SwiftView implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SwiftView.class);

    private final StoreDescription description;
    private final Drain drain;
    private final SwiftBlobs blobs;
    private final Tenancy tenancy;

    SwiftView(StoreDescription description, Drain drain, SwiftBlobs blobs, Tenancy tenancy) {
        this.description = description;
        this.drain = drain;
        this.blobs = blobs;
        this.tenancy = tenancy;
    }

    @Override
    public StoreDescription describe() {
        return description;
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public StoredBlob write(BlobName name, ByteSource source, WriteHints hints) {
        Place place = tenancy.place(name);
        String url = tenancy.url(name);
        long bytes = blobs.write(place, source, hints.size().orElse(0), tenancy.ownContainers());
        return new StoredBlob(new BlobLocation(url, Map.of()), bytes);
    }

    @Override
    public ReadableByteChannel open(BlobLocation location, ByteRange range) {
        return blobs.open(find(location), range);
    }

    @Override
    public long size(BlobLocation location) {
        return blobs.size(find(location));
    }

    @Override
    public void delete(BlobLocation location) {
        blobs.delete(find(location), isOwnContainer(location));
    }

    /** A container of several images must outlive one of them, whatever a client registered as a location. */
    private boolean isOwnContainer(BlobLocation location) {
        return tenancy.ownContainers()
                && SwiftLocation.parse(location.url()).filter(tenancy::owns).isPresent();
    }

    @Override
    public void discard(BlobName name) {
        Place place;
        try {
            place = tenancy.place(name);
        } catch (VitrineException e) {
            if (!tenancy.ownContainers()) {
                throw e;
            }
            // Trying again later would not help: nobody but the image's project has the right to it.
            LOG.warn(
                    "what a broken upload of {} may have left in its project's account stays there: {}",
                    name,
                    e.getMessage());
            return;
        }
        blobs.discard(place, tenancy.ownContainers());
    }

    @Override
    public boolean owns(String url) {
        return SwiftLocation.parse(url).filter(tenancy::owns).isPresent();
    }

    @Override
    public void share(BlobLocation location, boolean everybody, Set<String> projects) {
        if (isOwnContainer(location)) {
            blobs.share(find(location), everybody, projects);
        }
    }

    private Place find(BlobLocation location) {
        return tenancy.find(SwiftLocation.parse(location.url())
                .orElseThrow(() -> new VitrineException(ErrorKind.INVALID, "the location is none of Swift")));
    }
}
