package org.vitrine.store.swift;

import java.nio.channels.ReadableByteChannel;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;

/** Image data in Swift. See the package for accounts, locations, segments and failures. */
@Component(
        service = Store.class,
        configurationPid = "org.vitrine.store.swift",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SwiftStoreConfig.class, factory = true)
@Driver("swift")
public final class SwiftStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SwiftStore.class);
    private static final long MEBIBYTE = 1 << 20;

    /** What works only when the configuration does. */
    private record Backend(SwiftSetup setup, SwiftBlobs blobs, Store home) {}

    private final Drain drain = new Drain();
    private final StoreDescription description;
    private final Optional<Backend> backend;

    /**
     * Connects to nothing. Where the configuration cannot work the store is made all the same, but can do nothing
     * (STORE-9).
     *
     * @param config refused when it names no store
     */
    @Activate
    public SwiftStore(SwiftStoreConfig config) {
        this(config, Clock.systemUTC());
    }

    SwiftStore(SwiftStoreConfig config, Clock clock) {
        if (config.vitrine_store_id().isBlank()) {
            throw new IllegalArgumentException("vitrine.store.id is not set");
        }
        Optional<SwiftSetup> setup = setup(config, clock);
        description = describe(config, setup.isPresent());
        backend = setup.flatMap(this::backend);
        LOG.info("store {} keeps its objects in the container {}", description.id(), config.swift_store_container());
    }

    private static Optional<SwiftSetup> setup(SwiftStoreConfig config, Clock clock) {
        try {
            return Optional.of(new SwiftSetup(config, clock));
        } catch (Misconfiguration e) {
            complain(config.vitrine_store_id(), e);
            return Optional.empty();
        }
    }

    private Optional<Backend> backend(SwiftSetup setup) {
        try {
            SwiftBlobs blobs = setup.blobs();
            return Optional.of(new Backend(setup, blobs, new SwiftView(description, drain, blobs, setup.home())));
        } catch (Misconfiguration e) {
            complain(description.id(), e);
            return Optional.empty();
        }
    }

    private static void complain(String id, Misconfiguration e) {
        LOG.error("store {} cannot be used, as its configuration cannot work: {}", id, e.getMessage(), e.getCause());
    }

    private static StoreDescription describe(SwiftStoreConfig config, boolean works) {
        Set<Capability> capabilities =
                EnumSet.of(Capability.DELETE, Capability.RANDOM_ACCESS, Capability.EXTERNAL_LOCATIONS);
        if (works) {
            capabilities.add(Capability.WRITE);
        }
        if (works && config.swift_store_multi_tenant()) {
            capabilities.add(Capability.OWN_PERMISSIONS);
        }
        String text = config.store_description();
        return new StoreDescription(
                config.vitrine_store_id().strip(),
                "swift",
                text.isBlank() ? Optional.empty() : Optional.of(text),
                config.weight(),
                SwiftLocation.SCHEMES,
                capabilities,
                Map.of(
                        "container", config.swift_store_container(),
                        "large_object_size", config.swift_store_large_object_size() * MEBIBYTE,
                        "large_object_chunk_size", config.swift_store_large_object_chunk_size() * MEBIBYTE));
    }

    /** Waits a bounded time for the work in hand. */
    @Deactivate
    public void deactivate() {
        if (!drain.close(DRAIN_TIMEOUT)) {
            LOG.warn("store {} leaves while {} transfers still run", description.id(), drain.running());
        }
        backend.ifPresent(one -> one.setup.connections().close());
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public StoreDescription describe() {
        return description;
    }

    /** With several tenants the caller's own account; else the same for all. */
    @Override
    public Store actingFor(RequestContext caller) {
        return backend.flatMap(one -> one.setup
                        .of(caller)
                        .<Store>map(tenancy -> new SwiftView(description, drain, one.blobs, tenancy)))
                .orElse(this);
    }

    @Override
    public StoredBlob write(BlobName name, ByteSource source, WriteHints hints) {
        if (!description.can(Capability.WRITE)) {
            throw new VitrineException(
                    ErrorKind.STORE_DISABLED, "store " + description.id() + " is not configured for writing");
        }
        return working().write(name, source, hints);
    }

    @Override
    public ReadableByteChannel open(BlobLocation location, ByteRange range) {
        return working().open(location, range);
    }

    @Override
    public long size(BlobLocation location) {
        return working().size(location);
    }

    @Override
    public void delete(BlobLocation location) {
        working().delete(location);
    }

    @Override
    public void discard(BlobName name) {
        working().discard(name);
    }

    @Override
    public boolean owns(String url) {
        return backend.isPresent() && backend.get().home.owns(url);
    }

    @Override
    public void share(BlobLocation location, boolean everybody, Set<String> projects) {
        working().share(location, everybody, projects);
    }

    private Store working() {
        return backend.map(Backend::home)
                .orElseThrow(() -> new VitrineException(
                        ErrorKind.UNAVAILABLE,
                        "store " + description.id() + " is not configured in a way that can work"));
    }
}
