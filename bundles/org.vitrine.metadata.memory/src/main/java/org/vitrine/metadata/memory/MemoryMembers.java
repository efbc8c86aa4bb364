package org.vitrine.metadata.memory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.member.ImageMember;
import org.vitrine.spi.metadata.MemberRepository;

/** Memberships by image, oldest first. */
final class MemoryMembers implements MemberRepository {
    private final Transactions transactions;
    private final Map<String, Map<String, ImageMember>> members = new LinkedHashMap<>();

    MemoryMembers(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void add(ImageMember member) {
        transactions.run(() -> {
            Map<String, ImageMember> ofImage = members.computeIfAbsent(member.imageId(), id -> new LinkedHashMap<>());
            if (ofImage.putIfAbsent(member.memberId(), member) != null) {
                throw new VitrineException(
                        ErrorKind.CONFLICT,
                        "The project " + member.memberId() + " is already a member of image " + member.imageId() + ".");
            }
            transactions.onFailure(() -> ofImage.remove(member.memberId()));
            return null;
        });
    }

    @Override
    public Optional<ImageMember> find(String imageId, String memberId) {
        return transactions.run(() ->
                Optional.ofNullable(members.getOrDefault(imageId, Map.of()).get(memberId)));
    }

    @Override
    public List<ImageMember> list(String imageId) {
        return transactions.run(
                () -> List.copyOf(members.getOrDefault(imageId, Map.of()).values()));
    }

    @Override
    public boolean update(ImageMember member) {
        return transactions.run(() -> {
            Map<String, ImageMember> ofImage = members.getOrDefault(member.imageId(), Map.of());
            ImageMember before = ofImage.get(member.memberId());
            if (before == null) {
                return false;
            }
            ofImage.put(
                    member.memberId(),
                    new ImageMember(
                            member.imageId(),
                            member.memberId(),
                            member.status(),
                            before.createdAt(),
                            member.updatedAt()));
            transactions.onFailure(() -> ofImage.put(member.memberId(), before));
            return true;
        });
    }

    @Override
    public boolean remove(String imageId, String memberId, Instant at) {
        return transactions.run(() -> {
            Map<String, ImageMember> ofImage = members.getOrDefault(imageId, Map.of());
            ImageMember removed = ofImage.get(memberId);
            if (removed == null) {
                return false;
            }
            ofImage.remove(memberId);
            transactions.onFailure(() -> ofImage.put(memberId, removed));
            return true;
        });
    }

    /** Forgets all members of an image; within the work that deletes the image. */
    void removeAll(String imageId) {
        Map<String, ImageMember> removed = members.remove(imageId);
        if (removed != null) {
            transactions.onFailure(() -> members.put(imageId, removed));
        }
    }
}
