/**
 * Looks at image data while it passes by: which disk formats it is, how large the disk inside is, and whether the
 * format refers to other files or else tries to make its reader do what its owner did not ask for (FMT-1 to FMT-7).
 *
 * <p>A plain library without services: a transfer makes a {@link org.vitrine.format.FormatInspector}, hands it every
 * chunk, and asks for the {@link org.vitrine.format.FormatReport} at the end. An inspector holds about 12 KiB, and up
 * to 1.1 MiB while it reads the text of a VMDK; once the headers went by it does next to nothing. It never fails,
 * whatever the data, and says the same however the data is cut into chunks.
 *
 * <p>Formats are known from their public descriptions, which each reader of a format names. No format's data is
 * unpacked, and no file is opened.
 */
@Version("1.0.0")
package org.vitrine.format;

import org.osgi.annotation.versioning.Version;
