package org.vitrine.spi.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.member.ImageMember;

/** Memberships. Removed ones keep their rows and may be added again (MEM-6). */
@ConsumerType
public interface MemberRepository {
    /**
     * Adds a membership; {@code CONFLICT} when there is one. One that was removed is the same again: it keeps its {@code
     * createdAt}, and so its place in lists.
     *
     * @return the membership as it is now
     */
    ImageMember add(ImageMember member);

    /** The membership, if there is one. */
    Optional<ImageMember> find(String imageId, String memberId);

    /** All memberships of an image, oldest first. */
    List<ImageMember> list(String imageId);

    /** Writes status and {@code updatedAt}; false when there is no such membership. */
    boolean update(ImageMember member);

    /** Removes a membership; false when there is none. */
    boolean remove(String imageId, String memberId, Instant at);
}
