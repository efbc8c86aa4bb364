package org.vitrine.store.s3;

import java.nio.channels.ReadableByteChannel;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.outbound.Span;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Inflow;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.store.s3.S3Objects.Found;

/** Image data in S3. See the package for locations, parts and failures. */
@Component(
        service = Store.class,
        configurationPid = "org.vitrine.store.s3",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = S3StoreConfig.class, factory = true)
@Driver("s3")
public final class S3Store implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(S3Store.class);
    private static final int IDLE_SECONDS = 10;
    private static final long MEBIBYTE = 1 << 20;

    /** What works only when the configuration does. */
    private record Backend(OutboundHttp http, S3Objects objects, ObjectUpload.Sizes sizes, String region) {}

    private final Drain drain = new Drain();
    private final Optional<Backend> backend;
    private final boolean createBucket;
    private final StoreDescription description;
    private final ThreadPoolExecutor threads;
    private final Set<BlobName> beingWritten = ConcurrentHashMap.newKeySet();
    private volatile boolean bucketSeen;

    /**
     * Connects to nothing. Where the configuration cannot work the store is made all the same, but can do nothing
     * (STORE-9, STORE-S3-21).
     *
     * @param config refused when it names no store
     */
    @Activate
    public S3Store(S3StoreConfig config) {
        if (config.vitrine_store_id().isBlank()) {
            throw new IllegalArgumentException("vitrine.store.id is not set");
        }
        backend = backend(config);
        createBucket = config.s3_store_create_bucket_on_put();
        description = describe(config, backend.isPresent());
        threads = threads(Math.max(1, config.s3_store_thread_pools()));
        LOG.info(
                "store {} keeps its objects in the bucket {} at {}",
                description.id(),
                config.s3_store_bucket(),
                config.s3_store_host());
    }

    private static Optional<Backend> backend(S3StoreConfig config) {
        try {
            var setup = new S3Setup(config);
            OutboundHttp http = setup.http();
            var objects = new S3Objects(
                    setup.client(http),
                    setup.credentials(),
                    setup.bucket(),
                    setup.formerEndpoints(),
                    setup.knownCredentials());
            return Optional.of(new Backend(http, objects, setup.sizes(), setup.region()));
        } catch (Misconfiguration e) {
            LOG.error(
                    "store {} cannot be used, as its configuration cannot work: {}",
                    config.vitrine_store_id(),
                    e.getMessage(),
                    e.getCause());
            return Optional.empty();
        }
    }

    private static StoreDescription describe(S3StoreConfig config, boolean works) {
        Set<Capability> capabilities =
                EnumSet.of(Capability.DELETE, Capability.RANDOM_ACCESS, Capability.EXTERNAL_LOCATIONS);
        if (works) {
            capabilities.add(Capability.WRITE);
        }
        String text = config.store_description();
        return new StoreDescription(
                config.vitrine_store_id().strip(),
                "s3",
                text.isBlank() ? Optional.empty() : Optional.of(text),
                config.weight(),
                S3Location.SCHEMES,
                capabilities,
                Map.of(
                        "s3_store_large_object_size", config.s3_store_large_object_size() * MEBIBYTE,
                        "s3_store_large_object_chunk_size", config.s3_store_large_object_chunk_size() * MEBIBYTE,
                        "s3_store_thread_pools", config.s3_store_thread_pools()));
    }

    /** When all are busy, an upload sends its part itself: slower, but it goes on. */
    private static ThreadPoolExecutor threads(int most) {
        var number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> {
                    var thread = new Thread(work, "vitrine-store-s3-part-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (part, pool) -> part.run());
    }

    /** Waits a bounded time for the work in hand. */
    @Deactivate
    public void deactivate() {
        if (!drain.close(DRAIN_TIMEOUT)) {
            LOG.warn("store {} leaves while {} transfers still run", description.id(), drain.running());
        }
        threads.shutdown();
        backend.ifPresent(one -> one.http.close());
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public StoreDescription describe() {
        return description;
    }

    @Override
    public boolean owns(String url) {
        return backend.isPresent() && backend.get().objects.owns(url);
    }

    @Override
    public StoredBlob write(BlobName name, ByteSource source, WriteHints hints) {
        Backend s3 = backend.orElseThrow(() -> new VitrineException(
                ErrorKind.STORE_DISABLED, "store " + description.id() + " is not configured for writing"));
        if (!beingWritten.add(name)) {
            throw taken();
        }
        try {
            S3Bucket bucket = s3.objects.bucket();
            requireBucket(bucket, s3.region);
            if (bucket.size(name.value(), true).isPresent()) {
                throw taken();
            }
            long bytes = store(s3, bucket, name.value(), source, hints.size());
            return new StoredBlob(new BlobLocation(s3.objects.url(name), Map.of()), bytes);
        } finally {
            beingWritten.remove(name);
        }
    }

    private void requireBucket(S3Bucket bucket, String region) {
        if (!bucketSeen && !bucket.isThere()) {
            if (!createBucket) {
                throw new VitrineException(
                        ErrorKind.UNAVAILABLE,
                        "the bucket of the image store does not exist; s3.store.create.bucket.on.put would make it");
            }
            makeBucket(bucket, region);
        }
        bucketSeen = true;
    }

    /** One at a time: those who make it together are told that they are in each other's way. */
    private synchronized void makeBucket(S3Bucket bucket, String region) {
        if (!bucket.isThere()) {
            bucket.make(region);
        }
    }

    /** Stores the data and makes sure that S3 has all of it; else there shall be none of it. */
    private long store(Backend s3, S3Bucket bucket, String key, ByteSource source, OptionalLong announced) {
        var upload = new ObjectUpload(bucket, key, new Inflow(source), announced.orElse(0), s3.sizes, threads);
        try {
            long bytes = upload.run();
            if (!bucket.size(key, true).equals(OptionalLong.of(bytes))) {
                throw new VitrineException(ErrorKind.INTERNAL, "S3 has other data than it confirmed");
            }
            return bytes;
        } catch (RuntimeException e) {
            if (!(e instanceof VitrineException known && known.kind() == ErrorKind.CONFLICT)) {
                remove(bucket, key);
            }
            throw e;
        }
    }

    /** There was none before, so what is there now is ours, even if S3 never said that it took it. */
    private void remove(S3Bucket bucket, String key) {
        boolean interrupted = Thread.interrupted();
        try {
            bucket.delete(key);
        } catch (VitrineException e) {
            LOG.warn(
                    "what a failed upload may have left of {} in store {} cannot be removed", key, description.id(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static VitrineException taken() {
        return new VitrineException(ErrorKind.CONFLICT, "the image store holds data of that name already");
    }

    @Override
    public ReadableByteChannel open(BlobLocation location, ByteRange range) {
        Found object = find(location);
        Span span = new Span(range.offset(), range.length());
        Answer answer = object.bucket().get(object.key(), span.header());
        return span.in(answer).orElseThrow(() -> refusal(answer));
    }

    private static VitrineException refusal(Answer answer) {
        try (answer) {
            return answer.succeeded()
                    ? new VitrineException(
                            ErrorKind.UNAVAILABLE, "S3 gave another part of the data than it was asked for")
                    : S3Failure.of(answer.status(), S3Failure.codeOf(answer), "give the data", false);
        }
    }

    @Override
    public long size(BlobLocation location) {
        Found object = find(location);
        return object.bucket().size(object.key(), false).orElseThrow(S3Failure::absent);
    }

    @Override
    public void delete(BlobLocation location) {
        Found object = find(location);
        if (object.bucket().size(object.key(), false).isEmpty()) {
            throw S3Failure.absent();
        }
        object.bucket().delete(object.key());
    }

    @Override
    public void discard(BlobName name) {
        S3Bucket bucket = working().objects.bucket();
        bucket.unfinished(name.value()).forEach(upload -> bucket.abort(upload.key(), upload.uploadId()));
        bucket.delete(name.value());
    }

    private Found find(BlobLocation location) {
        return working().objects.find(location);
    }

    private Backend working() {
        return backend.orElseThrow(() -> new VitrineException(
                ErrorKind.UNAVAILABLE, "store " + description.id() + " is not configured in a way that can work"));
    }
}
