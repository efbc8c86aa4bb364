package org.vitrine.core.sharing;

import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.images.DataSharing;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.images.StorableText;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Visibility;
import org.vitrine.domain.member.ImageMember;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.spi.metadata.MetadataRepository;

/** Sharing images with other projects (contract section 19). */
@Component(service = ImageMembers.class)
public final class ImageMembers {
    private final ImageAccess access;
    private final Authorizer authorizer;
    private final ImageSettings settings;
    private final DataSharing sharing;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageMembers(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference ImageSettings settings,
            @Reference DataSharing sharing) {
        this.access = access;
        this.authorizer = authorizer;
        this.settings = settings;
        this.sharing = sharing;
    }

    /** The members: all of them for owner and administrator, its own entry for a member (MEM-7). */
    public List<ImageMember> list(RequestContext context, String imageId) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            ImageView view = access.load(lease.get(), context, imageId);
            requireShared(view, ErrorKind.FORBIDDEN);
            require(context, "get_members", view);
            return lease.get().members().list(imageId).stream()
                    .filter(member -> maySee(context, view, member.memberId()))
                    .toList();
        }
    }

    /** One membership; {@code NOT_FOUND} for every reason not to show it (MEM-8). */
    public ImageMember show(RequestContext context, String imageId, String memberId) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            ImageView view = access.load(lease.get(), context, imageId);
            requireShared(view, ErrorKind.NOT_FOUND);
            authorizer.requireVisible(context, view);
            if (!authorizer.allows(context, "get_member", view)) {
                throw unknown(imageId, memberId);
            }
            return find(lease.get(), context, view, memberId);
        }
    }

    /** Shares the image with a project; its status is pending (MEM-3 to MEM-6). */
    public ImageMember add(RequestContext context, String imageId, String memberId) {
        authorizer.requireWriter(context);
        try (Lease<MetadataRepository> lease = access.repository()) {
            ImageView view = access.load(lease.get(), context, imageId);
            requireShared(view, ErrorKind.FORBIDDEN);
            require(context, "add_member", view);
            requireQuota(lease.get().members().list(imageId).size() + 1);
            Instant now = ImageAccess.now();
            ImageMember member =
                    lease.get().members().add(new ImageMember(imageId, memberId, MemberStatus.PENDING, now, now));
            sharing.update(context, view.image());
            return member;
        }
    }

    /** Says what the member project makes of the image; that project or an administrator may (MEM-9, MEM-10). */
    public ImageMember setStatus(RequestContext context, String imageId, String memberId, String status) {
        authorizer.requireWriter(context);
        try (Lease<MetadataRepository> lease = access.repository()) {
            ImageView view = access.load(lease.get(), context, imageId);
            requireShared(view, ErrorKind.FORBIDDEN);
            require(context, "get_member", view);
            ImageMember member = find(lease.get(), context, view, memberId);
            require(context, "modify_member", view);
            MemberStatus wanted = MemberStatus.of(status)
                    .orElseThrow(() -> new VitrineException(
                            ErrorKind.INVALID, "Status must be \"pending\", \"accepted\" or \"rejected\"."));
            ImageMember changed = new ImageMember(imageId, memberId, wanted, member.createdAt(), ImageAccess.now());
            if (!lease.get().members().update(changed)) {
                throw unknown(imageId, memberId);
            }
            return changed;
        }
    }

    /** Ends sharing with a project; owner or administrator (MEM-11). */
    public void remove(RequestContext context, String imageId, String memberId) {
        authorizer.requireWriter(context);
        try (Lease<MetadataRepository> lease = access.repository()) {
            ImageView view = access.load(lease.get(), context, imageId);
            requireShared(view, ErrorKind.FORBIDDEN);
            require(context, "get_member", view);
            find(lease.get(), context, view, memberId);
            require(context, "delete_member", view);
            if (!lease.get().members().remove(imageId, memberId, ImageAccess.now())) {
                throw unknown(imageId, memberId);
            }
            sharing.update(context, view.image());
        }
    }

    /** Members are a matter of those who see the image, whatever else the policy lets them (POL-15). */
    private void require(RequestContext context, String rule, ImageView view) {
        authorizer.requireVisible(context, view);
        authorizer.require(context, rule, view);
    }

    private void requireQuota(int members) {
        if (settings.memberQuota() >= 0 && members > settings.memberQuota()) {
            throw new VitrineException(
                    ErrorKind.QUOTA_EXCEEDED,
                    "The limit has been exceeded on the number of allowed image members for this image. Attempted: "
                            + members + ", Maximum: " + settings.memberQuota());
        }
    }

    private static ImageMember find(
            MetadataRepository repository, RequestContext context, ImageView view, String memberId) {
        String imageId = view.image().id();
        if (!maySee(context, view, memberId) || !StorableText.test(memberId)) {
            throw unknown(imageId, memberId);
        }
        return repository.members().find(imageId, memberId).orElseThrow(() -> unknown(imageId, memberId));
    }

    private static boolean maySee(RequestContext context, ImageView view, String memberId) {
        return owns(context, view) || memberId.equals(context.projectId());
    }

    private static boolean owns(RequestContext context, ImageView view) {
        return context.admin()
                || (view.image().owner() != null && view.image().owner().equals(context.projectId()));
    }

    private static void requireShared(ImageView view, ErrorKind kind) {
        if (view.image().visibility() != Visibility.SHARED) {
            throw new VitrineException(kind, "Only shared images have members.");
        }
    }

    private static VitrineException unknown(String imageId, String memberId) {
        return new VitrineException(
                ErrorKind.NOT_FOUND, memberId + " not found in the member list of the image " + imageId + ".");
    }
}
