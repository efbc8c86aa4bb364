package org.vitrine.core.importing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.spi.store.StoreDescription.Capability;

/** Which stores an import fills (IMP-19 to IMP-23, IMP-27, IMP-28). */
final class ImportTargets {
    private final StoreRegistry stores;

    ImportTargets(StoreRegistry stores) {
        this.stores = stores;
    }

    /** The ids in order; empty in a single-store server, whose only store needs no name. */
    List<String> of(ImportRequest request) {
        if (!stores.multiStore()) {
            return List.of();
        }
        if (request.allStores()) {
            if (request.stores().isPresent() || request.headerStore().isPresent()) {
                throw invalid("All_stores parameter can't be used with x-image-meta-store header or stores parameter");
            }
            return stores.ids().stream().filter(this::takesData).toList();
        }
        if (request.stores().isPresent() && request.headerStore().isPresent()) {
            throw invalid("Stores parameter and x-image-meta-store header can't be both specified");
        }
        List<String> named = request.stores()
                .or(() -> request.headerStore().map(List::of))
                .orElseGet(() -> List.of(stores.defaultId()));
        if (named.isEmpty()) {
            throw invalid("The list of stores is empty.");
        }
        named.forEach(this::requireKnown);
        return List.copyOf(new LinkedHashSet<>(named));
    }

    /** A store that is away for a moment is meant all the same. */
    private boolean takesData(String id) {
        return stores.describe(id).map(store -> store.can(Capability.WRITE)).orElse(true);
    }

    private void requireKnown(String id) {
        if (!stores.ids().contains(id)) {
            throw new VitrineException(ErrorKind.CONFLICT, "Store for identifier " + id + " not found");
        }
    }

    /**
     * The stores of a copy: those that lack the image.
     *
     * @return empty when all stores were asked for and all have it (IMP-21)
     */
    Optional<List<String>> forCopy(Image image, ImportRequest request) {
        if (!stores.multiStore()) {
            throw new VitrineException(ErrorKind.CONFLICT, "Images can only be copied where there are several stores.");
        }
        List<String> missing = new ArrayList<>(of(request));
        for (ImageLocation location : image.locations()) {
            Optional<String> holder = stores.storeOf(location).filter(missing::contains);
            if (holder.isPresent() && !request.allStores()) {
                throw invalid("Image is already present at store '" + holder.get() + "'");
            }
            holder.ifPresent(missing::remove);
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(missing);
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }
}
