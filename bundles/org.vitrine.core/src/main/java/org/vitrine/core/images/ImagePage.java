package org.vitrine.core.images;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param images what the caller may see of it
 * @param nextMarker the id to continue after, when the page was full (IMG-LIST-3)
 */
public record ImagePage(List<ShownImage> images, Optional<String> nextMarker) {}
