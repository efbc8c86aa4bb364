package org.vitrine.spi.testkit.metadata;

import java.util.List;
import org.junit.Before;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.ImageQuery.ListedVisibility;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.spi.metadata.MetadataRepository;

/** A repository, and what contracts about its images do with it over and over. */
abstract class AbstractImageRecordsTest {
    static final List<ImageSort> NEWEST_FIRST =
            List.of(new ImageSort(ImageAttribute.CREATED_AT, false), new ImageSort(ImageAttribute.ID, false));
    static final Viewer ADMIN = new Viewer(null, true);
    static final Viewer NOBODY = new Viewer(null, false);

    MetadataRepository repository;

    /** An empty repository. */
    protected abstract MetadataRepository create() throws Exception;

    /** Makes the repository. */
    @Before
    public final void open() throws Exception {
        repository = create();
    }

    static Viewer of(String project) {
        return new Viewer(project, false);
    }

    final Image store(Image.Builder builder) {
        Image image = builder.build();
        repository.images().create(image);
        return image;
    }

    final Image reload(Image image) {
        return repository.images().find(image.id(), ADMIN).orElseThrow().image();
    }

    final List<String> list(Viewer viewer, ListedVisibility visibility, MemberStatus status, ImageFilter... filters) {
        ImageQuery query = new ImageQuery(viewer, List.of(filters), visibility, status, NEWEST_FIRST, null, 1000);
        return repository.images().list(query).stream()
                .map(view -> view.image().id())
                .toList();
    }

    final List<String> filtered(Viewer viewer, ImageFilter... filters) {
        return list(viewer, ListedVisibility.DEFAULT, MemberStatus.ACCEPTED, filters);
    }
}
