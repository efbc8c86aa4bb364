package org.vitrine.spi.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageUsage;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;

/** The records of images. Deleted ones keep their id taken and are otherwise invisible (DEL-13, VIS-5). */
@ConsumerType
public interface ImageRepository {
    /** Adds an image; {@code CONFLICT} when its id is or was taken (IMG-CREATE-8). */
    void create(Image image);

    /** The image of that id, compared exactly, if it lives and the viewer may see it (VIS-1). */
    Optional<ImageView> find(String id, Viewer viewer);

    /**
     * A page. The number of statements does not depend on the size of the page, nor their cost on the number of images
     * that come before it.
     */
    List<ImageView> list(ImageQuery query);

    /**
     * Writes what differs between the two values of one image: attributes, tags, properties, locations. Where the
     * statuses differ, the change is made only if the row still has the old one; else the row's status is neither
     * looked at nor written. What does not differ is left as it is in the database, whoever changed it meanwhile.
     * {@code created_at} is never written.
     *
     * @return false, with nothing written, when the image is deleted or its status is no longer the old one
     */
    boolean update(Image before, Image after);

    /**
     * Deletes the image with its tags, properties, locations and members, keeping the rows (DB-50).
     *
     * @param id the image's
     * @param target {@link ImageStatus#DELETED} or {@link ImageStatus#PENDING_DELETE}
     * @param at the time of deletion on all rows
     * @return false when it was deleted already
     */
    boolean delete(String id, ImageStatus target, Instant at);

    /**
     * What a project uses now (QUOTA-3, LIM-6).
     *
     * @param projectId the owner
     * @param exceptImageId an image that does not count, or null
     */
    ImageUsage usage(String projectId, String exceptImageId);
}
