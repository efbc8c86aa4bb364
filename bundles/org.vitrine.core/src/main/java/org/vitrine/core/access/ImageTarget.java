package org.vitrine.core.access;

import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Visibility;
import org.vitrine.spi.policy.PolicyTarget;

/** An image as a policy sees it (POL-32 of the API contract, POL-89 of the operator contract). */
final class ImageTarget implements PolicyTarget {
    private static final String NONE = "None";

    private final RequestContext context;
    private final Image image;
    private final boolean member;

    ImageTarget(RequestContext context, ImageView view) {
        this.context = context;
        image = view.image();
        member = view.member();
    }

    /** The target of a creation, when there is no image yet. */
    static PolicyTarget ofNew(String owner, Visibility visibility) {
        String project = text(owner);
        return key -> switch (key) {
            case "project_id", "owner", "tenant" -> project;
            case "visibility" -> visibility.wireName();
            case "is_public" -> flag(visibility == Visibility.PUBLIC);
            default -> null;
        };
    }

    @Override
    public String value(String key) {
        return switch (key) {
            case "project_id", "owner", "tenant" -> text(image.owner());
            case "member_id" -> member ? text(context.projectId()) : NONE;
            case "visibility" -> image.visibility().wireName();
            case "is_public" -> flag(image.visibility() == Visibility.PUBLIC);
            case "id", "image_id" -> image.id();
            case "name" -> text(image.name());
            case "status" -> image.status().wireName();
            case "disk_format" -> text(image.diskFormat());
            case "container_format" -> text(image.containerFormat());
            case "protected" -> flag(image.isProtected());
            case "os_hidden" -> flag(image.hidden());
            case "size" -> text(image.size());
            case "virtual_size" -> text(image.virtualSize());
            case "min_disk" -> Integer.toString(image.minDisk());
            case "min_ram" -> Integer.toString(image.minRam());
            case "checksum" -> text(image.checksum());
            case "os_hash_algo" -> text(image.hashAlgorithm());
            case "os_hash_value" -> text(image.hashValue());
            default ->
                image.properties().containsKey(key) ? text(image.properties().get(key)) : null;
        };
    }

    private static String text(Object value) {
        return value == null ? NONE : value.toString();
    }

    private static String flag(boolean value) {
        return value ? "True" : "False";
    }
}
