package org.vitrine.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.quota.Allowance;
import org.vitrine.core.quota.ProjectQuota;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.quota.QuotaResource;
import org.vitrine.spi.store.BlobName;

/** Taking data from a client that is to be imported later (contract section 15.4). */
@Component(service = ImageStaging.class)
public final class ImageStaging {
    /** The method that imports what was staged. */
    public static final String METHOD = "glance-direct";

    private final ImageAccess access;
    private final Authorizer authorizer;
    private final ImageSettings settings;
    private final StagingArea staging;
    private final WriteIntents intents;
    private final LaneThreads threads;
    private final ProjectQuota quota;
    private final Settlement settlement;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageStaging(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference ImageSettings settings,
            @Reference StagingArea staging,
            @Reference WriteIntents intents,
            @Reference LaneThreads threads,
            @Reference ProjectQuota quota,
            @Reference Settlement settlement) {
        this.access = access;
        this.authorizer = authorizer;
        this.settings = settings;
        this.staging = staging;
        this.intents = intents;
        this.threads = threads;
        this.quota = quota;
        this.settlement = settlement;
    }

    /** {@code NOT_FOUND} unless staged data can be imported at all; to be asked before anything is looked at (STG-1). */
    public void requireEnabled() {
        if (!settings.enabledImportMethods().contains(METHOD)) {
            throw new VitrineException(ErrorKind.NOT_FOUND, "Image staging is not supported at this site.");
        }
    }

    /**
     * Stages the body. When this returns, the data is durable and the image uploading; when it throws, nothing is left of
     * the data and the image is queued again (STG-4, STG-6). Blocks for as long as the client takes.
     *
     * @param announced bytes, where the client says so
     */
    public void stage(RequestContext context, String id, OptionalLong announced, BodyOpener body) {
        authorizer.requireWriter(context);
        Allowance allowance = quota.of(context);
        allowance.check(QuotaResource.IMAGE_STAGE_TOTAL, 0);
        ImageView view = access.load(context, id);
        authorizer.require(context, "modify_image", view);
        Image queued = view.image();
        authorizer.requireOwner(context, queued);
        if (!queued.status().mayBecome(ImageStatus.UPLOADING)) {
            throw conflict(queued);
        }
        BlobName name = ImageUpload.blobName(id);
        Image uploading = queued.toBuilder()
                .status(ImageStatus.UPLOADING)
                .updatedAt(ImageAccess.now())
                .build();
        WriteIntent intent =
                intents.prepare(uploading, StagingArea.ID, name, allowance.toStaging(announced), Optional.empty());
        try {
            Belt.Limit limit =
                    settlement.begin(context, intent, () -> begin(queued, uploading, intent, allowance, announced));
            receiveOrUndo(context, uploading, intent, allowance, limit, body);
        } finally {
            intents.finished(intent);
        }
    }

    private static VitrineException conflict(Image image) {
        return new VitrineException(
                ErrorKind.CONFLICT,
                "Image status transition from " + image.status().wireName() + " to uploading is not allowed");
    }

    /** Makes the image uploading, if the project may have the data (QUOTA-2); how much may come. */
    private Belt.Limit begin(
            Image queued, Image uploading, WriteIntent intent, Allowance allowance, OptionalLong announced) {
        long cap = settings.sizeCap();
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadataRepository repository = lease.get();
            return allowance.inTurn(repository, () -> {
                long room = allowance.admit(repository, QuotaResource.IMAGE_STAGE_TOTAL, announced);
                if (!repository.images().update(queued, uploading)) {
                    throw new VitrineException(
                            ErrorKind.CONFLICT, "Image " + queued.id() + " was changed by another request.");
                }
                intents.open(repository, intent);
                allowance.require(repository, QuotaResource.IMAGE_COUNT_UPLOADING, 0);
                return room < cap
                        ? new Belt.Limit(
                                room, allowance.exceeded(repository, QuotaResource.IMAGE_STAGE_TOTAL, room + 1))
                        : new Belt.Limit(cap, tooLarge(cap));
            });
        }
    }

    private static VitrineException tooLarge(long cap) {
        return new VitrineException(
                ErrorKind.QUOTA_EXCEEDED,
                "The incoming image is too large: it exceeds the limit of " + cap + " bytes.");
    }

    private void receiveOrUndo(
            RequestContext context,
            Image uploading,
            WriteIntent intent,
            Allowance allowance,
            Belt.Limit limit,
            BodyOpener body) {
        try {
            Image staged = staged(uploading, receive(intent, limit, body));
            settlement.conclude(
                    uploading, staged, intent, allowance, QuotaResource.IMAGE_STAGE_TOTAL, repository -> {});
        } catch (RuntimeException e) {
            settlement.undo(context, intent, e, "staging");
            throw e;
        }
    }

    private long receive(WriteIntent intent, Belt.Limit limit, BodyOpener body) {
        try (InputStream source = body.open();
                Belt belt = new Belt(source, limit, Set.of(), chunk -> {}, threads)) {
            staging.write(new BlobName(intent.blobName()), belt);
            return belt.count();
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.CLIENT_GONE, "The client went away during the upload.", e);
        }
    }

    private Image staged(Image uploading, long bytes) {
        Image.Builder staged = uploading.toBuilder().size(bytes).updatedAt(ImageAccess.now());
        settings.selfUrl().ifPresent(url -> staged.property(ImageProperties.STAGE_HOST, url));
        return staged.build();
    }
}
