/**
 * Looks at image data while it passes by: which disk formats it is of, how large the disk inside is, and whether the
 * format refers to other files or else tries to make its reader do what its owner did not ask for (FMT-1 to FMT-7).
 *
 * <p>A plain library without services: a transfer makes a {@link org.vitrine.format.FormatInspector}, hands it every
 * chunk, and asks for the {@link org.vitrine.format.FormatReport} at the end. It never fails, whatever the data, and says
 * the same however the data is cut into chunks.
 *
 * <p>An inspector holds less than 32 KiB whatever the data. It reads headers and tables up to where the format says that
 * they end: a few KiB for most, the text of a VMDK up to 1 MiB, that of a LUKS 2 header up to 4 MiB, and three tables of
 * 64 KiB at most in a VHDX. After that it only remembers the last 1536 bytes, for about a microsecond a chunk, which is
 * a thousandth of what the hashes of an upload cost.
 *
 * <p>A {@link org.vitrine.format.Qcow2Disk} turns a qcow2 image that lies in a file into the raw disk that is in it,
 * without any other program, at about the cost of {@code qemu-img convert}.
 *
 * <p>Formats are known from their public descriptions, which each reader of a format names. No file is opened but those
 * that the caller opened.
 */
@Version("1.0.0")
package org.vitrine.format;

import org.osgi.annotation.versioning.Version;
