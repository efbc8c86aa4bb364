package org.vitrine.core.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Visibility;
import org.vitrine.spi.policy.PolicyTarget;

/** An image as a policy sees it (POL-32 of the API contract, POL-89 of the operator contract). */
final class ImageTarget implements PolicyTarget {
    private static final String NONE = "None";
    private static final List<String> ATTRIBUTES = List.of(
            "id",
            "name",
            "owner",
            "project_id",
            "member_id",
            "visibility",
            "status",
            "disk_format",
            "container_format",
            "protected",
            "os_hidden",
            "size",
            "virtual_size",
            "min_disk",
            "min_ram",
            "checksum",
            "os_hash_algo",
            "os_hash_value");

    private final RequestContext context;
    private final Image image;
    private final Map<String, String> properties;
    private final boolean member;

    ImageTarget(RequestContext context, ImageView view, Map<String, String> properties) {
        this.context = context;
        this.properties = properties;
        image = view.image();
        member = view.member();
    }

    /** The target of a creation, when there is no image yet. */
    static PolicyTarget ofNew(String owner, Visibility visibility) {
        String project = text(owner);
        return PolicyTarget.of(Map.of("project_id", project, "owner", project, "visibility", visibility.wireName()));
    }

    /** The target of what concerns no image in particular. */
    static PolicyTarget ofProject(String projectId) {
        return PolicyTarget.of(Map.of("project_id", text(projectId)));
    }

    @Override
    public String value(String key) {
        return switch (key) {
            case "project_id", "owner" -> text(image.owner());
            case "member_id", "member" -> isMember() ? context.projectId() : NONE;
            case "visibility" -> image.visibility().wireName();
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
            default -> properties.containsKey(key) ? text(properties.get(key)) : null;
        };
    }

    @Override
    public Collection<String> keys() {
        Set<String> keys = new HashSet<>(properties.keySet());
        keys.addAll(ATTRIBUTES);
        return keys;
    }

    /** The owner is no member, even where it made itself one (MEM-10). */
    private boolean isMember() {
        return member && !context.projectId().equals(image.owner());
    }

    private static String text(Object value) {
        return value == null ? NONE : value.toString();
    }

    private static String flag(boolean value) {
        return value ? "True" : "False";
    }
}
