package org.vitrine.core.images;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.images.ImageChange.Operation;
import org.vitrine.core.plugins.CurrentProtection;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Visibility;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.property.PropertyProtection.Action;

/** Changing images by JSON patch (contract section 12.5). */
@Component(service = ImageUpdate.class)
public final class ImageUpdate {
    private static final String MODIFY = "modify_image";
    private static final String LOCATIONS = "locations";

    private final ImageAccess access;
    private final Authorizer authorizer;
    private final CurrentProtection protection;
    private final ImageSettings settings;
    private final LocationChanges locations;
    private final ImageDeletion deletion;
    private final DataSharing sharing;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageUpdate(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference CurrentProtection protection,
            @Reference ImageSettings settings,
            @Reference LocationChanges locations,
            @Reference ImageDeletion deletion,
            @Reference DataSharing sharing) {
        this.access = access;
        this.authorizer = authorizer;
        this.protection = protection;
        this.settings = settings;
        this.locations = locations;
        this.deletion = deletion;
        this.sharing = sharing;
    }

    /**
     * Applies the changes in order to one copy and saves it once: all or nothing (PATCH-5). No change: nothing is
     * written. The data of removed locations goes when everything else is in order, before the record is saved; where
     * it cannot go, nothing is saved (LOC-5).
     */
    public ShownImage update(RequestContext context, String id, List<ImageChange> changes) {
        authorizer.requireWriter(context);
        ImageView view = access.load(context, id);
        if (changes.isEmpty()) {
            authorizer.requireVisible(context, view);
            return access.show(context, view.image());
        }
        ImageDraft draft = new ImageDraft(view, access.ordered(view.image().locations()));
        for (ImageChange change : changes) {
            apply(context, draft, change);
        }
        authorizer.requireOwner(context, view.image());
        if (draft.hasNewProperty()) {
            Quotas.requireProperties(draft.properties().keySet(), settings);
        }
        requireStorable(draft, changes);
        draft.removed().forEach(location -> deletion.deleteData(context, id, location));
        Instant now = ImageAccess.now();
        Image stored = draft.stored(now);
        save(context, view.image(), stored);
        sharing.update(context, stored);
        return access.show(context, draft.shown(now));
    }

    private void save(RequestContext context, Image before, Image after) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            if (locations.save(context, lease.get(), before, after)) {
                return;
            }
            if (before.status() == after.status()) {
                throw Authorizer.notFound(before.id());
            }
            throw new VitrineException(ErrorKind.CONFLICT, "Image " + before.id() + " was changed meanwhile.");
        }
    }

    private static void requireStorable(ImageDraft draft, List<ImageChange> changes) {
        StorableText.require("name", draft.base().name());
        StorableText.require("owner", draft.base().owner());
        StorableText.requireAll("tags", draft.base().tags());
        for (ImageChange change : changes) {
            StorableText.require("property name", change.name());
            if (change.value() instanceof String text) {
                StorableText.require("property value", text);
            }
        }
    }

    private void apply(RequestContext context, ImageDraft draft, ImageChange change) {
        switch (change.name()) {
            case LOCATIONS -> locations.apply(context, draft, change);
            case "name",
                    "visibility",
                    "owner",
                    "protected",
                    "os_hidden",
                    "disk_format",
                    "container_format",
                    "min_disk",
                    "min_ram",
                    "tags" -> applyToBase(context, draft, change);
            default -> applyToProperty(context, draft, change);
        }
    }

    private void applyToBase(RequestContext context, ImageDraft draft, ImageChange change) {
        String name = change.name();
        if (change.operation() == Operation.REMOVE) {
            requireModify(context, draft);
            throw new VitrineException(ErrorKind.FORBIDDEN, "Property " + name + " may not be removed.");
        }
        if (name.equals("owner") && !context.admin()) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Owner can't be updated by non admin.");
        }
        if (name.equals("visibility")) {
            authoriseVisibility(context, draft, (String) change.value());
        }
        requireModify(context, draft);
        if (change.mustBeNew()) {
            throw new VitrineException(ErrorKind.CONFLICT, "Property " + name + " already present.");
        }
        set(draft, name, change.value());
    }

    private void set(ImageDraft draft, String name, Object value) {
        switch (name) {
            case "name" -> draft.change(builder -> builder.name((String) value));
            case "visibility" ->
                draft.change(builder ->
                        builder.visibility(Visibility.of((String) value).orElseThrow()));
            case "owner" -> {
                String owner = "".equals(value) ? null : (String) value;
                draft.change(builder -> builder.owner(owner));
            }
            case "protected" -> draft.change(builder -> builder.isProtected((Boolean) value));
            case "os_hidden" -> draft.change(builder -> builder.hidden((Boolean) value));
            case "disk_format" -> {
                requireNoData(draft.base(), name);
                draft.change(builder -> builder.diskFormat((String) value));
            }
            case "container_format" -> {
                requireNoData(draft.base(), name);
                draft.change(builder -> builder.containerFormat((String) value));
            }
            case "min_disk" -> {
                int number = Minimum.require(name, ((Number) value).longValue());
                draft.change(builder -> builder.minDisk(number));
            }
            case "min_ram" -> {
                int number = Minimum.require(name, ((Number) value).longValue());
                draft.change(builder -> builder.minRam(number));
            }
            default -> {
                Quotas.requireTags(((List<?>) value).size(), settings);
                List<String> tags = new ArrayList<>();
                ((List<?>) value).forEach(tag -> tags.add((String) tag));
                draft.change(builder -> builder.tags(tags));
            }
        }
    }

    private void requireModify(RequestContext context, ImageDraft draft) {
        authorizer.require(context, MODIFY, draft.view(), draft.properties());
    }

    private void authoriseVisibility(RequestContext context, ImageDraft draft, String value) {
        if (value.equals(Visibility.PUBLIC.wireName())) {
            authorizer.require(context, "publicize_image", draft.view(), draft.properties());
        }
        if (value.equals(Visibility.COMMUNITY.wireName())) {
            authorizer.require(context, "communitize_image", draft.view(), draft.properties());
        }
    }

    private static void requireNoData(Image image, String attribute) {
        if (image.status() != ImageStatus.QUEUED) {
            throw new VitrineException(
                    ErrorKind.FORBIDDEN, "Attribute " + attribute + " can be only replaced for a queued image.");
        }
    }

    private void applyToProperty(RequestContext context, ImageDraft draft, ImageChange change) {
        requireModify(context, draft);
        String name = change.name();
        // What the caller may not read is not there for it (PATCH-41).
        boolean exists = draft.properties().containsKey(name) && protection.permits(name, Action.READ, context);
        switch (change.operation()) {
            case ADD -> {
                if (exists && change.mustBeNew()) {
                    throw new VitrineException(ErrorKind.CONFLICT, "Property " + name + " already present.");
                }
                require(context, name, exists ? Action.UPDATE : Action.CREATE);
                draft.properties().put(name, (String) change.value());
            }
            case REPLACE -> {
                requireExists(exists, name);
                require(context, name, Action.UPDATE);
                draft.properties().put(name, (String) change.value());
            }
            case REMOVE -> {
                requireExists(exists, name);
                require(context, name, Action.DELETE);
                draft.properties().remove(name);
            }
        }
    }

    private static void requireExists(boolean exists, String name) {
        if (!exists) {
            throw new VitrineException(ErrorKind.CONFLICT, "Property " + name + " does not exist.");
        }
    }

    private void require(RequestContext context, String name, Action action) {
        if (!protection.permits(name, action, context)) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Attribute '" + name + "' is reserved.");
        }
    }
}
