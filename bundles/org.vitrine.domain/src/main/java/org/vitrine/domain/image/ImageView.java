package org.vitrine.domain.image;

/**
 * An image as one viewer found it.
 *
 * @param image the image
 * @param member whether the viewer's project has a membership of it, of any status, and the image is shared (VIS-4)
 */
public record ImageView(Image image, boolean member) {}
