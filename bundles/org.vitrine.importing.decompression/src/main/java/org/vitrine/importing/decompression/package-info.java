/**
 * The import plugin {@code image_decompression}: images that come in a zip, gzip or lha archive are stored as they are
 * inside (IMP-81, IMP-82).
 *
 * <p>PID {@code org.vitrine.importing.decompression}; service property {@code vitrine.driver=image_decompression}. What the
 * archive is, its first bytes say; anything else passes unchanged, as does every image of the container format {@code
 * compressed}. One layer is taken off, not more.
 *
 * <p>gzip and zip are unpacked here, while the stores write, so that nothing lies on disk. An archive must be whole and in
 * accord with itself: checksums, lengths, the directory of a zip, and nothing behind its end. It must hold one file; what
 * that is called does not matter. lha is unpacked by the program {@code lha}, in bounds ({@code org.vitrine.program});
 * without it, an image in an lha archive cannot be imported.
 *
 * <p>Bombs end at the largest size, or at the largest ratio of what comes out to what went in, whichever is first. The ratio
 * counts from 64 MiB on; that of deflate never exceeds 1032, which images of empty disks do reach.
 *
 * <p>Failures: a broken or unwanted archive is {@code INVALID}, one that is too large {@code QUOTA_EXCEEDED}; without the
 * program {@code lha} it is {@code UNAVAILABLE}.
 */
package org.vitrine.importing.decompression;
