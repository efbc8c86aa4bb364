package org.vitrine.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.images.DataSharing;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.images.RequiredFormats;
import org.vitrine.core.images.StorageQuota;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.core.quota.Allowance;
import org.vitrine.core.quota.ProjectQuota;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.quota.QuotaResource;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;

/** Taking image data from a client (contract section 15.1). */
@Component(service = ImageUpload.class)
public final class ImageUpload {
    private static final String MD5 = "md5";
    private static final Set<String> SIGNATURE = Set.of(
            "img_signature", "img_signature_hash_method", "img_signature_key_type", "img_signature_certificate_uuid");

    private final ImageAccess access;
    private final Authorizer authorizer;
    private final ImageSettings settings;
    private final StoreRegistry stores;
    private final WriteIntents intents;
    private final LaneThreads threads;
    private final DataSharing sharing;
    private final StorageQuota storage;
    private final ProjectQuota quota;
    private final Settlement settlement;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageUpload(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference ImageSettings settings,
            @Reference StoreRegistry stores,
            @Reference WriteIntents intents,
            @Reference LaneThreads threads,
            @Reference DataSharing sharing,
            @Reference ProjectQuota quota,
            @Reference Settlement settlement) {
        this.access = access;
        this.authorizer = authorizer;
        this.settings = settings;
        this.stores = stores;
        this.intents = intents;
        this.threads = threads;
        this.sharing = sharing;
        this.quota = quota;
        this.settlement = settlement;
        storage = new StorageQuota(access, settings, quota);
    }

    /**
     * Stores the body as the image's data. When this returns, the data is durable and the image active; when it throws,
     * nothing of the data is left and the image is queued again or gone (UP-9 to UP-11). Of a store that goes away in
     * the meantime, what it has of the data goes once it is back; until then the image takes no data there, only in other
     * stores (STORE-10). Blocks for as long as the client and the store take.
     */
    public void upload(RequestContext context, String id, UploadRequest request, BodyOpener body) {
        authorizer.requireWriter(context);
        Allowance allowance = quota.of(context);
        allowance.check(QuotaResource.IMAGE_SIZE_TOTAL, 0);
        String storeId = target(request);
        ImageView view = access.load(context, id);
        authorizer.require(context, "upload_image", view);
        Image queued = view.image();
        authorizer.requireOwner(context, queued);
        requireReady(queued);
        requireUnsigned(queued);
        Belt.Limit limit = limit(context, id);
        if (request.announcedSize().orElse(0) > limit.bytes()) {
            throw limit.exceeded();
        }
        BlobName name = blobName(id);
        Image saving = queued.toBuilder()
                .status(ImageStatus.SAVING)
                .updatedAt(ImageAccess.now())
                .build();
        // Leased before anything changes: a store that is not there leaves the image as it is.
        try (Lease<Store> lease = stores.lease(storeId)) {
            WriteIntent intent = intents.prepare(
                    saving, storeId, name, allowance.toStore(request.announcedSize()), Optional.empty());
            try {
                Belt.Limit least = settlement.begin(
                        context,
                        intent,
                        () -> begin(queued, saving, intent, allowance, request.announcedSize(), limit));
                transferOrUndo(
                        context,
                        saving,
                        lease.get().actingFor(context),
                        intent,
                        new Bounds(allowance, least, request.announcedSize()),
                        body);
            } finally {
                intents.finished(intent);
            }
        }
    }

    private String target(UploadRequest request) {
        Optional<String> named = stores.multiStore() ? request.store() : Optional.empty();
        if (named.isPresent() && !stores.ids().contains(named.get())) {
            throw new VitrineException(ErrorKind.INVALID, "Store for identifier " + named.get() + " not found");
        }
        return named.orElseGet(stores::defaultId);
    }

    private static void requireReady(Image image) {
        if (!image.status().mayBecome(ImageStatus.SAVING)) {
            throw new VitrineException(
                    ErrorKind.CONFLICT,
                    "Image status transition from " + image.status().wireName() + " to saving is not allowed");
        }
        RequiredFormats.require(image, ErrorKind.INVALID);
    }

    /** Data that is signed must not be taken unverified, and this server knows no key manager that has certificates (UP-14). */
    private static void requireUnsigned(Image image) {
        if (image.properties().keySet().containsAll(SIGNATURE)) {
            throw new VitrineException(
                    ErrorKind.INVALID,
                    "Signature verification failed for image " + image.id()
                            + ": this server has no key manager to get the certificate from.");
        }
    }

    static BlobName blobName(String id) {
        try {
            return new BlobName(id);
        } catch (IllegalArgumentException e) {
            throw new VitrineException(ErrorKind.INVALID, "An image with this id cannot hold data.", e);
        }
    }

    /** The size cap, or what the project may still store if that is less (LIM-5, LIM-6). */
    private Belt.Limit limit(RequestContext context, String id) {
        long cap = settings.sizeCap();
        long left = storage.left(context, id);
        if (left <= 0) {
            throw StorageQuota.exceeded("no bytes remaining.");
        }
        if (left < cap) {
            return new Belt.Limit(
                    left,
                    StorageQuota.exceeded("The size of the data will exceed the limit. " + left + " bytes remaining."));
        }
        return new Belt.Limit(
                cap,
                new VitrineException(
                        ErrorKind.QUOTA_EXCEEDED,
                        "The incoming image is too large: it exceeds the limit of " + cap + " bytes."));
    }

    /** Makes the image saving, if the project may have the data (QUOTA-2); the lesser of that and the given limit. */
    private Belt.Limit begin(
            Image queued,
            Image saving,
            WriteIntent intent,
            Allowance allowance,
            OptionalLong announced,
            Belt.Limit limit) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadataRepository repository = lease.get();
            return allowance.inTurn(repository, () -> {
                long room = allowance.admit(repository, QuotaResource.IMAGE_SIZE_TOTAL, announced);
                Belt.Limit least = room < limit.bytes()
                        ? new Belt.Limit(room, allowance.exceeded(repository, QuotaResource.IMAGE_SIZE_TOTAL, room + 1))
                        : limit;
                if (!repository.images().update(queued, saving)) {
                    // Somebody else was faster: another upload, or a deletion (STAT-7).
                    throw new VitrineException(
                            ErrorKind.GONE, "Image " + queued.id() + " was changed by another request.");
                }
                intents.open(repository, intent);
                allowance.require(repository, QuotaResource.IMAGE_COUNT_UPLOADING, 0);
                return least;
            });
        }
    }

    /** How much may come, and who may have it. */
    private record Bounds(Allowance allowance, Belt.Limit limit, OptionalLong announced) {}

    private void transferOrUndo(
            RequestContext context, Image saving, Store store, WriteIntent intent, Bounds bounds, BodyOpener body) {
        try {
            transfer(context, saving, store, intent, bounds, body);
        } catch (RuntimeException e) {
            settlement.undo(context, intent, e, "upload");
            throw e;
        }
    }

    private void transfer(
            RequestContext context, Image saving, Store store, WriteIntent intent, Bounds bounds, BodyOpener body) {
        String algorithm = algorithm(saving);
        Set<String> algorithms = new LinkedHashSet<>(List.of(MD5, algorithm));
        ContentCheck content = ContentCheck.of(saving, settings.requireFormatMatch());
        try (InputStream source = body.open();
                Belt belt = new Belt(source, bounds.limit(), algorithms, content::accept, threads)) {
            StoredBlob blob = store.write(
                    new BlobName(intent.blobName()),
                    belt,
                    new WriteHints(bounds.announced(), Optional.ofNullable(saving.owner())));
            Map<String, String> hashes = belt.hashes();
            requireExpected(saving, hashes.get(MD5), hashes.get(algorithm));
            Image active = saving.toBuilder()
                    .status(ImageStatus.ACTIVE)
                    .size(belt.count())
                    .virtualSize(content.finish().virtualSize())
                    .checksum(hashes.get(MD5))
                    .hash(algorithm, hashes.get(algorithm))
                    .locations(List.of(location(blob, intent.storeId())))
                    .updatedAt(ImageAccess.now())
                    .build();
            // Other uploads of the project may have ended meanwhile.
            settlement.conclude(
                    saving, active, intent, bounds.allowance(), QuotaResource.IMAGE_SIZE_TOTAL, repository -> {
                        storage.takeTurn(repository, context);
                        storage.require(repository, context, active);
                    });
            sharing.update(context, active);
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.CLIENT_GONE, "The client went away during the upload.", e);
        }
    }

    /** The algorithm of a hash that the image has already, else the operator's choice (UP-17). */
    private String algorithm(Image image) {
        boolean given = image.hashValue() != null && Digests.supports(image.hashAlgorithm());
        return given ? image.hashAlgorithm() : settings.hashingAlgorithm();
    }

    private static void requireExpected(Image image, String checksum, String value) {
        boolean expected = (image.checksum() == null || image.checksum().equalsIgnoreCase(checksum))
                && (image.hashValue() == null || image.hashValue().equalsIgnoreCase(value));
        if (!expected) {
            throw new VitrineException(
                    ErrorKind.INVALID, "The hash of the uploaded data is not the one that is set on the image.");
        }
    }

    private ImageLocation location(StoredBlob blob, String storeId) {
        Map<String, Object> metadata = new HashMap<>(blob.location().metadata());
        if (stores.multiStore()) {
            metadata.put(ImageLocation.STORE, storeId);
        }
        return new ImageLocation(blob.location().url(), metadata);
    }
}
