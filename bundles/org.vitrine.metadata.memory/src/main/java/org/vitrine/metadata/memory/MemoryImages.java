package org.vitrine.metadata.memory;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageUsage;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.image.Visibility;
import org.vitrine.domain.member.ImageMember;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.spi.metadata.ImageRepository;

/** Images by id, and the ids that are taken for good. */
final class MemoryImages implements ImageRepository {
    private static final String COPYING = "os_glance_importing_to_stores";
    private static final Set<ImageStatus> STAGED = EnumSet.of(ImageStatus.UPLOADING, ImageStatus.IMPORTING);
    private static final Set<ImageStatus> COMING =
            EnumSet.of(ImageStatus.SAVING, ImageStatus.UPLOADING, ImageStatus.IMPORTING);

    private final Transactions transactions;
    private final MemoryMembers members;
    private final Map<String, Image> live = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    MemoryImages(Transactions transactions, MemoryMembers members) {
        this.transactions = transactions;
        this.members = members;
    }

    @Override
    public void create(Image image) {
        transactions.run(() -> {
            if (!taken.add(image.id())) {
                throw new VitrineException(ErrorKind.CONFLICT, "Image ID " + image.id() + " already exists!");
            }
            live.put(image.id(), image);
            transactions.onFailure(() -> {
                taken.remove(image.id());
                live.remove(image.id());
            });
            return null;
        });
    }

    @Override
    public Optional<ImageView> find(String id, Viewer viewer) {
        return transactions.run(() -> Optional.ofNullable(live.get(id))
                .map(image -> view(image, viewer))
                .filter(view -> viewer.maySee(view.image(), view.member())));
    }

    @Override
    public List<ImageView> list(ImageQuery query) {
        ImageOrder order = new ImageOrder(query.sort());
        return transactions.run(() -> live.values().stream()
                .filter(image -> image.status() != ImageStatus.KILLED)
                .filter(image -> query.filters().stream().allMatch(filter -> ImageMatch.matches(image, filter)))
                .map(image -> view(image, query.viewer()))
                .filter(view -> isListed(view, query))
                .filter(view -> query.marker() == null || order.compare(view.image(), query.marker()) > 0)
                .sorted((a, b) -> order.compare(a.image(), b.image()))
                .limit(query.limit())
                .toList());
    }

    @Override
    public boolean update(Image before, Image after) {
        return transactions.run(() -> {
            Image now = live.get(before.id());
            boolean moves = before.status() != after.status();
            if (now == null || (moves && now.status() != before.status())) {
                return false;
            }
            live.put(before.id(), merged(now, before, after));
            transactions.onFailure(() -> live.put(now.id(), now));
            return true;
        });
    }

    @Override
    public boolean delete(String id, ImageStatus target, Instant at) {
        return transactions.run(() -> {
            Image removed = live.remove(id);
            if (removed == null) {
                return false;
            }
            transactions.onFailure(() -> live.put(id, removed));
            members.removeAll(id);
            return true;
        });
    }

    @Override
    public ImageUsage usage(String projectId, String exceptImageId) {
        return transactions.run(() -> {
            long stored = 0;
            long staged = 0;
            long count = 0;
            long uploading = 0;
            for (Image image : live.values()) {
                if (image.status() == ImageStatus.KILLED
                        || !Objects.equals(image.owner(), projectId)
                        || image.id().equals(exceptImageId)) {
                    continue;
                }
                long size = image.size() == null ? 0 : image.size();
                String copying = image.properties().get(COPYING);
                boolean copied = copying != null && !copying.isEmpty() && !STAGED.contains(image.status());
                count++;
                stored += size * image.locations().size();
                staged += STAGED.contains(image.status()) || copied ? size : 0;
                uploading += COMING.contains(image.status()) || copied ? 1 : 0;
            }
            return new ImageUsage(stored, staged, count, uploading);
        });
    }

    private ImageView view(Image image, Viewer viewer) {
        return new ImageView(image, membership(image, viewer).isPresent());
    }

    private Optional<ImageMember> membership(Image image, Viewer viewer) {
        if (image.visibility() != Visibility.SHARED
                || viewer.projectId() == null
                || viewer.projectId().equals(image.owner())) {
            return Optional.empty();
        }
        return members.find(image.id(), viewer.projectId());
    }

    private boolean isListed(ImageView view, ImageQuery query) {
        Image image = view.image();
        Viewer viewer = query.viewer();
        boolean own = viewer.projectId() != null && viewer.projectId().equals(image.owner());
        boolean seen = switch (image.visibility()) {
            case PUBLIC, COMMUNITY -> true;
            case PRIVATE -> viewer.admin() || own;
            case SHARED -> viewer.admin() || own || isSharedWith(view, query);
        };
        return seen
                && switch (query.visibility()) {
                    case ALL -> true;
                    case DEFAULT -> image.visibility() != Visibility.COMMUNITY || own;
                    case PUBLIC -> image.visibility() == Visibility.PUBLIC;
                    case COMMUNITY -> image.visibility() == Visibility.COMMUNITY;
                    case SHARED -> image.visibility() == Visibility.SHARED;
                    case PRIVATE -> image.visibility() == Visibility.PRIVATE;
                };
    }

    private boolean isSharedWith(ImageView view, ImageQuery query) {
        MemberStatus wanted = query.memberStatus();
        return membership(view.image(), query.viewer())
                .filter(member -> wanted == null || member.status() == wanted)
                .isPresent();
    }

    /** What differs between before and after, laid over what is there now. */
    private static Image merged(Image now, Image before, Image after) {
        Image.Builder builder = now.toBuilder().updatedAt(after.updatedAt());
        if (before.status() != after.status()) {
            builder.status(after.status());
        }
        if (!Objects.equals(before.name(), after.name())) {
            builder.name(after.name());
        }
        if (before.visibility() != after.visibility()) {
            builder.visibility(after.visibility());
        }
        if (!Objects.equals(before.owner(), after.owner())) {
            builder.owner(after.owner());
        }
        if (before.isProtected() != after.isProtected()) {
            builder.isProtected(after.isProtected());
        }
        if (before.hidden() != after.hidden()) {
            builder.hidden(after.hidden());
        }
        mergeData(builder, before, after);
        mergeCollections(builder, now, before, after);
        return builder.build();
    }

    private static void mergeData(Image.Builder builder, Image before, Image after) {
        if (!Objects.equals(before.diskFormat(), after.diskFormat())) {
            builder.diskFormat(after.diskFormat());
        }
        if (!Objects.equals(before.containerFormat(), after.containerFormat())) {
            builder.containerFormat(after.containerFormat());
        }
        if (!Objects.equals(before.size(), after.size())) {
            builder.size(after.size());
        }
        if (!Objects.equals(before.virtualSize(), after.virtualSize())) {
            builder.virtualSize(after.virtualSize());
        }
        if (before.minDisk() != after.minDisk()) {
            builder.minDisk(after.minDisk());
        }
        if (before.minRam() != after.minRam()) {
            builder.minRam(after.minRam());
        }
        if (!Objects.equals(before.checksum(), after.checksum())) {
            builder.checksum(after.checksum());
        }
        if (!Objects.equals(before.hashAlgorithm(), after.hashAlgorithm())
                || !Objects.equals(before.hashValue(), after.hashValue())) {
            builder.hash(after.hashAlgorithm(), after.hashValue());
        }
    }

    private static void mergeCollections(Image.Builder builder, Image now, Image before, Image after) {
        if (!before.locations().equals(after.locations())) {
            builder.locations(after.locations());
        }
        Set<String> tags = new HashSet<>(now.tags());
        before.tags().stream().filter(tag -> !after.tags().contains(tag)).forEach(tags::remove);
        after.tags().stream().filter(tag -> !before.tags().contains(tag)).forEach(tags::add);
        builder.tags(tags);
        before.properties().keySet().stream()
                .filter(key -> !after.properties().containsKey(key))
                .forEach(builder::removeProperty);
        after.properties().forEach((key, value) -> {
            if (!before.properties().containsKey(key)
                    || !Objects.equals(before.properties().get(key), value)) {
                builder.property(key, value);
            }
        });
    }
}
