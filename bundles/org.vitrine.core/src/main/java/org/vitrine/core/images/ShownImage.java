package org.vitrine.core.images;

import java.util.List;
import java.util.Optional;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;

/**
 * An image as one caller may see it: what the caller may not read is gone already.
 *
 * @param image the image; properties the caller may not read and hidden internal ones are left out (PP-4, REP-14), and
 *     no one looks at its locations
 * @param directUrl the first location's URL, where the server shows it (REP-21)
 * @param locations present where the server shows them, empty list when there are none (REP-20)
 * @param stores the ids of the stores that hold the data, comma-joined, in a multi-store server (REP-22)
 */
public record ShownImage(
        Image image, Optional<String> directUrl, Optional<List<ImageLocation>> locations, Optional<String> stores) {}
