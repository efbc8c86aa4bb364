package org.vitrine.core.images;

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

    private final ImageAccess access;
    private final Authorizer authorizer;
    private final CurrentProtection protection;
    private final ImageSettings settings;
    private final LocationChanges locations;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageUpdate(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference CurrentProtection protection,
            @Reference ImageSettings settings,
            @Reference LocationChanges locations) {
        this.access = access;
        this.authorizer = authorizer;
        this.protection = protection;
        this.settings = settings;
        this.locations = locations;
    }

    /** Applies the changes in order to one copy and saves it once: all or nothing (PATCH-5). No change: nothing is written. */
    public ShownImage update(RequestContext context, String id, List<ImageChange> changes) {
        authorizer.requireWriter(context);
        ImageView view = access.load(context, id);
        if (changes.isEmpty()) {
            authorizer.requireVisible(context, view);
            return access.show(context, view.image());
        }
        Image before = view.image();
        Image after = before;
        boolean propertyAdded = false;
        List<String> removedUrls = new ArrayList<>();
        for (ImageChange change : changes) {
            ImageView now = new ImageView(after, view.member());
            if (change.name().equals("locations")) {
                after = locations.apply(context, now, change, removedUrls);
            } else {
                Image changed = apply(context, now, change);
                propertyAdded |=
                        changed.properties().size() > after.properties().size();
                after = changed;
            }
        }
        if (propertyAdded) {
            Quotas.requireProperties(after.properties().keySet(), settings);
        }
        after = after.toBuilder().updatedAt(ImageAccess.now()).build();
        save(before, after);
        locations.discard(before, removedUrls);
        return access.show(context, after);
    }

    private void save(Image before, Image after) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            if (lease.get().images().update(before, after)) {
                return;
            }
            if (before.status() == after.status()) {
                throw Authorizer.notFound(before.id());
            }
            throw new VitrineException(ErrorKind.CONFLICT, "Image " + before.id() + " was changed meanwhile.");
        }
    }

    private Image apply(RequestContext context, ImageView view, ImageChange change) {
        return switch (change.name()) {
            case "name",
                    "visibility",
                    "owner",
                    "protected",
                    "os_hidden",
                    "disk_format",
                    "container_format",
                    "min_disk",
                    "min_ram",
                    "tags" -> applyToBase(context, view, change);
            default -> applyToProperty(context, view, change);
        };
    }

    private Image applyToBase(RequestContext context, ImageView view, ImageChange change) {
        String name = change.name();
        Object value = change.value();
        if (change.operation() == Operation.REMOVE) {
            authorizer.require(context, MODIFY, view);
            throw new VitrineException(ErrorKind.FORBIDDEN, "Property " + name + " may not be removed.");
        }
        if (name.equals("visibility")) {
            authoriseVisibility(context, view, String.valueOf(value));
        }
        authorizer.require(context, MODIFY, view);
        if (change.mustBeNew()) {
            throw new VitrineException(ErrorKind.CONFLICT, "Property " + name + " already present.");
        }
        Image.Builder builder = view.image().toBuilder();
        return switch (name) {
            case "name" -> builder.name((String) value).build();
            case "visibility" ->
                builder.visibility(visibility(String.valueOf(value))).build();
            case "owner" -> {
                requireAdminFor(context, "owner");
                yield builder.owner((String) value).build();
            }
            case "protected" -> builder.isProtected((Boolean) value).build();
            case "os_hidden" -> builder.hidden((Boolean) value).build();
            case "disk_format" -> {
                requireNoData(view.image(), name);
                yield builder.diskFormat((String) value).build();
            }
            case "container_format" -> {
                requireNoData(view.image(), name);
                yield builder.containerFormat((String) value).build();
            }
            case "min_disk" -> builder.minDisk(size(name, value)).build();
            case "min_ram" -> builder.minRam(size(name, value)).build();
            default -> {
                List<String> tags = new ArrayList<>();
                ((List<?>) value).forEach(tag -> tags.add((String) tag));
                Quotas.requireTags(tags.size(), settings);
                yield builder.tags(tags).build();
            }
        };
    }

    private void authoriseVisibility(RequestContext context, ImageView view, String value) {
        if (value.equals(Visibility.PUBLIC.wireName())) {
            authorizer.require(context, "publicize_image", view);
        }
        if (value.equals(Visibility.COMMUNITY.wireName())) {
            authorizer.require(context, "communitize_image", view);
        }
    }

    private static Visibility visibility(String value) {
        return Visibility.of(value)
                .orElseThrow(() -> new VitrineException(ErrorKind.INVALID, "Invalid visibility value: " + value));
    }

    private static void requireAdminFor(RequestContext context, String attribute) {
        if (!context.admin()) {
            throw new VitrineException(
                    ErrorKind.FORBIDDEN, "You are not permitted to modify '" + attribute + "' of this image.");
        }
    }

    private static void requireNoData(Image image, String attribute) {
        if (image.status() != ImageStatus.QUEUED) {
            throw new VitrineException(
                    ErrorKind.FORBIDDEN, "Attribute " + attribute + " can be only replaced for a queued image.");
        }
    }

    private static int size(String name, Object value) {
        long number = ((Number) value).longValue();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new VitrineException(ErrorKind.INVALID, name + " must be 0 to " + Integer.MAX_VALUE + ".");
        }
        return (int) number;
    }

    private Image applyToProperty(RequestContext context, ImageView view, ImageChange change) {
        authorizer.require(context, MODIFY, view);
        String name = change.name();
        boolean exists = view.image().properties().containsKey(name)
                && !ImageProperties.isInternal(name)
                && protection.permits(name, Action.READ, context);
        Image.Builder builder = view.image().toBuilder();
        return switch (change.operation()) {
            case ADD -> {
                if (exists && change.mustBeNew()) {
                    throw new VitrineException(ErrorKind.CONFLICT, "Property " + name + " already present.");
                }
                require(context, name, exists ? Action.UPDATE : Action.CREATE);
                yield builder.property(name, (String) change.value()).build();
            }
            case REPLACE -> {
                requireExists(exists, name);
                require(context, name, Action.UPDATE);
                yield builder.property(name, (String) change.value()).build();
            }
            case REMOVE -> {
                requireExists(exists, name);
                require(context, name, Action.DELETE);
                yield builder.removeProperty(name).build();
            }
        };
    }

    private static void requireExists(boolean exists, String name) {
        if (!exists) {
            throw new VitrineException(ErrorKind.CONFLICT, "Property " + name + " does not exist.");
        }
    }

    private void require(RequestContext context, String name, Action action) {
        if (!protection.permits(name, action, context)) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Property '" + name + "' is protected");
        }
    }
}
