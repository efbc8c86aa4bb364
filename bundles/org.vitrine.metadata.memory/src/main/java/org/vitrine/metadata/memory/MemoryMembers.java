package org.vitrine.metadata.memory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.member.ImageMember;
import org.vitrine.spi.metadata.MemberRepository;

/** Memberships by image, oldest first; one that was removed keeps its place as long as its image is there. */
final class MemoryMembers implements MemberRepository {
    private final Transactions transactions;
    private final Map<String, Map<String, Membership>> members = new LinkedHashMap<>();

    MemoryMembers(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public ImageMember add(ImageMember member) {
        return transactions.run(() -> {
            Map<String, Membership> ofImage = members.computeIfAbsent(member.imageId(), id -> new LinkedHashMap<>());
            Membership before = ofImage.get(member.memberId());
            if (before == null) {
                ofImage.put(member.memberId(), new Membership(member, true));
                transactions.onFailure(() -> ofImage.remove(member.memberId()));
                return member;
            }
            if (before.live()) {
                throw new VitrineException(
                        ErrorKind.CONFLICT,
                        "The project " + member.memberId() + " is already a member of image " + member.imageId() + ".");
            }
            return replace(ofImage, before, before.as(member));
        });
    }

    /** Puts a membership in the place of another one of the same project, until the work fails. */
    private ImageMember replace(Map<String, Membership> ofImage, Membership before, Membership after) {
        String memberId = before.member().memberId();
        ofImage.put(memberId, after);
        transactions.onFailure(() -> ofImage.put(memberId, before));
        return after.member();
    }

    private Optional<Membership> live(String imageId, String memberId) {
        return Optional.ofNullable(members.getOrDefault(imageId, Map.of()).get(memberId))
                .filter(Membership::live);
    }

    @Override
    public Optional<ImageMember> find(String imageId, String memberId) {
        return transactions.run(() -> live(imageId, memberId).map(Membership::member));
    }

    @Override
    public List<ImageMember> list(String imageId) {
        return transactions.run(() -> members.getOrDefault(imageId, Map.of()).values().stream()
                .filter(Membership::live)
                .map(Membership::member)
                .toList());
    }

    @Override
    public boolean update(ImageMember member) {
        return change(member.imageId(), member.memberId(), before -> before.as(member));
    }

    @Override
    public boolean remove(String imageId, String memberId, Instant at) {
        return change(imageId, memberId, before -> new Membership(before.member(), false));
    }

    private boolean change(String imageId, String memberId, UnaryOperator<Membership> change) {
        return transactions.run(() -> {
            Optional<Membership> before = live(imageId, memberId);
            before.ifPresent(found -> replace(members.get(imageId), found, change.apply(found)));
            return before.isPresent();
        });
    }

    /** Forgets all members of an image; within the work that deletes the image. */
    void removeAll(String imageId) {
        Map<String, Membership> removed = members.remove(imageId);
        if (removed != null) {
            transactions.onFailure(() -> members.put(imageId, removed));
        }
    }

    /** @param live false once it was removed */
    private record Membership(ImageMember member, boolean live) {
        /** This one with another status, live. */
        Membership as(ImageMember changed) {
            return new Membership(
                    new ImageMember(
                            member.imageId(),
                            member.memberId(),
                            changed.status(),
                            member.createdAt(),
                            changed.updatedAt()),
                    true);
        }
    }
}
