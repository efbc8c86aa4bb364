/**
 * The import plugin {@code image_conversion}: every image in the stores has one format, whatever its owner brought (IMP-83
 * to IMP-88).
 *
 * <p>PID {@code org.vitrine.importing.conversion}; service property {@code vitrine.driver=image_conversion}. It needs the
 * image as a file. Its sibling {@code convert}, with the same PID, does the same for tasks of the type {@code import}, if a
 * format is set for them (TASK-7, TASK-8).
 *
 * <p>Before anything opens the image, {@code org.vitrine.format} reads all of it: it must be of the format that its record
 * says and of no other, and must not refer to other files or contradict itself. Raw disks out of qcow2 images are then read
 * by that library, in this process, while the stores write: there is no second copy. All else is done by {@code qemu-img},
 * in bounds ({@code org.vitrine.program}), with the format named, the backing file denied, and the image alone in its
 * directory. What comes out is looked at as well, so that a disk is not a trap for its next reader. An optical disc stays
 * one; an image of the right format already stays as it is, once it was looked at.
 *
 * <p>Failures: an image that is refused, or cannot be converted, is {@code INVALID}, with a reason for its owner; without
 * {@code qemu-img} it is {@code UNAVAILABLE}.
 */
package org.vitrine.importing.conversion;
