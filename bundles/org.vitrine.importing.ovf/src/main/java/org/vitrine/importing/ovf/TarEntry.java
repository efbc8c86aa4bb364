package org.vitrine.importing.ovf;

/**
 * A regular file in a tar archive.
 *
 * @param name as the archive has it, without a leading {@code ./}; not to be used as a path
 * @param offset of its first byte in the archive
 * @param size in bytes, all of them in the archive
 */
record TarEntry(String name, long offset, long size) {}
