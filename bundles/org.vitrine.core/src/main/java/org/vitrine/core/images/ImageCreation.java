package org.vitrine.core.images;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.plugins.CurrentProtection;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.quota.Allowance;
import org.vitrine.core.quota.ProjectQuota;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.Visibility;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.property.PropertyProtection.Action;
import org.vitrine.spi.quota.QuotaResource;

/** Creating images (contract section 9). */
@Component(service = ImageCreation.class)
public final class ImageCreation {
    private final ImageAccess access;
    private final Authorizer authorizer;
    private final CurrentProtection protection;
    private final ImageSettings settings;
    private final ProjectQuota quota;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageCreation(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference CurrentProtection protection,
            @Reference ImageSettings settings,
            @Reference ProjectQuota quota) {
        this.access = access;
        this.authorizer = authorizer;
        this.protection = protection;
        this.settings = settings;
        this.quota = quota;
    }

    /** Makes a queued image. The order of the checks is that of IMG-CREATE-6 from step 4 on. */
    public ShownImage create(RequestContext context, NewImage asked) {
        authorizer.requireWriter(context);
        String owner = owner(context, asked);
        authorise(context, asked, owner);
        Allowance allowance = quota.of(context);
        allowance.check(QuotaResource.IMAGE_COUNT_TOTAL, 1);
        protect(context, asked);
        Quotas.requireTags(asked.tags().size(), settings);
        if (asked.refusedKey() != null) {
            throw new VitrineException(
                    ErrorKind.FORBIDDEN, "Attribute '" + asked.refusedKey() + "' is read-only or reserved.");
        }
        Minimum.requireNotNegative("min_disk", asked.minDisk());
        Minimum.requireNotNegative("min_ram", asked.minRam());
        Quotas.requireProperties(asked.properties().keySet(), settings);
        Minimum.requireNotTooLarge("min_disk", asked.minDisk());
        Minimum.requireNotTooLarge("min_ram", asked.minRam());
        requireStorable(asked);
        Image image = build(asked, owner);
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadataRepository repository = lease.get();
            allowance.inTurn(repository, () -> {
                allowance.require(repository, QuotaResource.IMAGE_COUNT_TOTAL, 1);
                repository.images().create(image);
                return null;
            });
        }
        return access.show(context, image);
    }

    private static String owner(RequestContext context, NewImage asked) {
        String owner = asked.owner().orElse(context.projectId());
        return owner == null || owner.isEmpty() ? null : owner;
    }

    private void authorise(RequestContext context, NewImage asked, String owner) {
        Visibility checked = asked.visibility() == null ? Visibility.PRIVATE : asked.visibility();
        try {
            authorizer.requireOnNew(context, "add_image", owner, checked);
        } catch (VitrineException e) {
            if (e.kind() != ErrorKind.FORBIDDEN || Objects.equals(owner, context.projectId())) {
                throw e;
            }
            throw new VitrineException(
                    ErrorKind.FORBIDDEN,
                    "You are not permitted to create images owned by '" + Objects.requireNonNullElse(owner, "None")
                            + "'",
                    e);
        }
        if (checked == Visibility.PUBLIC) {
            authorizer.requireOnNew(context, "publicize_image", owner, checked);
        }
        if (checked == Visibility.COMMUNITY) {
            authorizer.requireOnNew(context, "communitize_image", owner, checked);
        }
    }

    private void protect(RequestContext context, NewImage asked) {
        if (!protection.enabled()) {
            return;
        }
        for (String name : asked.properties().keySet()) {
            if (!protection.permits(name, Action.CREATE, context)) {
                throw new VitrineException(ErrorKind.FORBIDDEN, "Attribute '" + name + "' is reserved.");
            }
        }
    }

    private static void requireStorable(NewImage asked) {
        StorableText.require("name", asked.name());
        StorableText.require("owner", asked.owner().orElse(null));
        StorableText.requireAll("tags", asked.tags());
        StorableText.requireAll("property names", asked.properties().keySet());
        StorableText.requireAll("property values", asked.properties().values());
    }

    private static Image build(NewImage asked, String owner) {
        String id = asked.id() == null ? UUID.randomUUID().toString() : asked.id();
        Image.Builder builder = Image.builder(id, ImageAccess.now())
                .name(asked.name())
                .owner(owner)
                .isProtected(asked.isProtected())
                .hidden(asked.hidden())
                .diskFormat(asked.diskFormat())
                .containerFormat(asked.containerFormat())
                .minDisk((int) asked.minDisk())
                .minRam((int) asked.minRam())
                .tags(asked.tags());
        if (asked.visibility() != null) {
            builder.visibility(asked.visibility());
        }
        for (Map.Entry<String, String> property : asked.properties().entrySet()) {
            builder.property(property.getKey(), property.getValue());
        }
        return builder.build();
    }
}
