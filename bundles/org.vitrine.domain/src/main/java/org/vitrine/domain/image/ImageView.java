package org.vitrine.domain.image;

/**
 * An image as one viewer found it.
 *
 * @param image the image
 * @param member whether the image is shared by another project and the viewer's has a membership of it, of any status
 *     (VIS-4)
 */
public record ImageView(Image image, boolean member) {}
