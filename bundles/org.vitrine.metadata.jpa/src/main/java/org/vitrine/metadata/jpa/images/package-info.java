/**
 * Images in Glance's five tables. An image is read by one statement that gathers it and its children, so that it is of
 * one moment; a page is read by two, whatever its size: which images, then those images.
 */
package org.vitrine.metadata.jpa.images;
