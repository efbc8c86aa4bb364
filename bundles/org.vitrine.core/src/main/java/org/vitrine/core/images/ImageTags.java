package org.vitrine.core.images;

import java.util.LinkedHashSet;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageView;
import org.vitrine.spi.metadata.MetadataRepository;

/** Single tags of an image (contract section 20). */
@Component(service = ImageTags.class)
public final class ImageTags {
    private final ImageAccess access;
    private final Authorizer authorizer;
    private final ImageSettings settings;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageTags(
            @Reference ImageAccess access, @Reference Authorizer authorizer, @Reference ImageSettings settings) {
        this.access = access;
        this.authorizer = authorizer;
        this.settings = settings;
    }

    /** Puts a tag on an image; there already is fine (TAG-1). */
    public void add(RequestContext context, String id, String tag) {
        StorableText.require("tag", tag);
        ImageView view = load(context, id);
        Set<String> tags = new LinkedHashSet<>(view.image().tags());
        tags.add(tag);
        Quotas.requireTags(tags.size(), settings);
        save(view.image(), tags);
    }

    /** Takes a tag off an image; {@code NOT_FOUND} when it is not there (TAG-4). */
    public void remove(RequestContext context, String id, String tag) {
        ImageView view = load(context, id);
        Set<String> tags = new LinkedHashSet<>(view.image().tags());
        if (!tags.remove(tag)) {
            throw new VitrineException(ErrorKind.NOT_FOUND, "Image " + id + " has no tag '" + tag + "'.");
        }
        save(view.image(), tags);
    }

    private ImageView load(RequestContext context, String id) {
        authorizer.requireWriter(context);
        ImageView view = access.load(context, id);
        authorizer.require(context, "modify_image", view);
        authorizer.requireOwner(context, view.image());
        return view;
    }

    private void save(Image before, Set<String> tags) {
        Image after = before.toBuilder().tags(tags).updatedAt(ImageAccess.now()).build();
        try (Lease<MetadataRepository> lease = access.repository()) {
            if (!lease.get().images().update(before, after)) {
                throw Authorizer.notFound(before.id());
            }
        }
    }
}
