package org.vitrine.core.images;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.spi.metadata.MetadataRepository;

/** Taking an image out of use and back (contract section 18). */
@Component(service = ImageActions.class)
public final class ImageActions {
    private final ImageAccess access;
    private final Authorizer authorizer;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageActions(@Reference ImageAccess access, @Reference Authorizer authorizer) {
        this.access = access;
        this.authorizer = authorizer;
    }

    /** Active to deactivated; deactivated already is fine (ACT-1). */
    public void deactivate(RequestContext context, String id) {
        change(context, id, "deactivate", ImageStatus.ACTIVE, ImageStatus.DEACTIVATED);
    }

    /** Deactivated to active; active already is fine (ACT-2). */
    public void reactivate(RequestContext context, String id) {
        change(context, id, "reactivate", ImageStatus.DEACTIVATED, ImageStatus.ACTIVE);
    }

    private void change(RequestContext context, String id, String rule, ImageStatus from, ImageStatus to) {
        authorizer.requireWriter(context);
        ImageView view = access.load(context, id);
        authorizer.require(context, rule, view);
        Image before = view.image();
        authorizer.requireOwner(context, before);
        if (before.status() == to) {
            return;
        }
        if (before.status() != from) {
            throw new VitrineException(
                    ErrorKind.FORBIDDEN,
                    "Not allowed to " + rule + " image in status '"
                            + before.status().wireName() + "'");
        }
        Image after = before.toBuilder().status(to).updatedAt(ImageAccess.now()).build();
        try (Lease<MetadataRepository> lease = access.repository()) {
            if (!lease.get().images().update(before, after)) {
                throw new VitrineException(ErrorKind.CONFLICT, "Image " + id + " was changed meanwhile.");
            }
        }
    }
}
