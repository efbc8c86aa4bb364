package org.vitrine.spi.testkit.store;

import java.nio.channels.ReadableByteChannel;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;

/**
 * A store in memory where data belongs to the project that wrote it: whoever else reads it must have been let in by {@link
 * Store#share}, and only the project itself removes it. The server by itself may do nothing.
 */
public final class TenantStore implements Store {
    private static final String EVERYBODY = "*";

    private final MemoryStore inner;
    private final Map<String, String> owners;
    private final Map<String, Set<String>> readers;
    private final Optional<RequestContext> caller;

    /** @param id what clients call it */
    public TenantStore(String id) {
        this(
                new MemoryStore(
                        id,
                        0,
                        EnumSet.of(
                                Capability.WRITE,
                                Capability.DELETE,
                                Capability.RANDOM_ACCESS,
                                Capability.OWN_PERMISSIONS)),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                Optional.empty());
    }

    private TenantStore(
            MemoryStore inner,
            Map<String, String> owners,
            Map<String, Set<String>> readers,
            Optional<RequestContext> caller) {
        this.inner = inner;
        this.owners = owners;
        this.readers = readers;
        this.caller = caller;
    }

    /** The names of all data, at this moment. */
    public Set<String> names() {
        return inner.names();
    }

    /** Who was let in to the data of that name last; {@code *} is everybody. Absent when nobody ever said. */
    public Optional<Set<String>> readers(BlobName name) {
        return Optional.ofNullable(readers.get(inner.location(name).url()));
    }

    @Override
    public Store actingFor(RequestContext somebody) {
        return new TenantStore(inner, owners, readers, Optional.of(somebody));
    }

    @Override
    public StoreDescription describe() {
        return inner.describe();
    }

    @Override
    public Drain drain() {
        return inner.drain();
    }

    @Override
    public StoredBlob write(BlobName name, ByteSource source, WriteHints hints) {
        String project = project();
        StoredBlob stored = inner.write(name, source, hints);
        owners.put(stored.location().url(), project);
        return stored;
    }

    @Override
    public ReadableByteChannel open(BlobLocation location, ByteRange range) {
        requireReader(location);
        return inner.open(location, range);
    }

    @Override
    public long size(BlobLocation location) {
        requireReader(location);
        return inner.size(location);
    }

    @Override
    public void delete(BlobLocation location) {
        requireOwner(location);
        inner.delete(location);
    }

    @Override
    public void discard(BlobName name) {
        project();
        inner.discard(name);
    }

    @Override
    public boolean owns(String url) {
        return inner.owns(url);
    }

    @Override
    public void share(BlobLocation location, boolean everybody, Set<String> projects) {
        requireOwner(location);
        readers.put(location.url(), everybody ? Set.of(EVERYBODY) : Set.copyOf(projects));
    }

    private String project() {
        return caller.map(RequestContext::projectId)
                .orElseThrow(() -> new VitrineException(ErrorKind.FORBIDDEN, "the data is a project's own"));
    }

    private void requireOwner(BlobLocation location) {
        if (!project().equals(owners.getOrDefault(location.url(), project()))) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "the data is another project's");
        }
    }

    private void requireReader(BlobLocation location) {
        Set<String> let = readers.getOrDefault(location.url(), Set.of());
        if (!let.contains(EVERYBODY) && !let.contains(project())) {
            requireOwner(location);
        }
    }
}
