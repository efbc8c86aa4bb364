/**
 * Keeps image data in files, one flat file for each image, in one directory or several: the store {@code file}, which
 * reads and writes the data directories of a Glance server (STORE-FILE-1 to STORE-FILE-20).
 *
 * <p>Factory PID {@code org.vitrine.store.filesystem}. Service properties: {@code vitrine.driver=file} and {@code
 * vitrine.store.id}, the key of the configuration. Locations read {@code file://DATADIR/NAME}; {@code filesystem://}
 * is read too.
 *
 * <p>Data is written into a hidden file {@code .NAME.RANDOM.part} beside its place, synced, linked to its place, and the
 * directory synced: what has a name is whole and durable, and nothing is ever replaced. A crash leaves at most the
 * hidden file, which {@code discard} removes and which a Glance server does not look at.
 *
 * <p>Failures: no room, a quota, a file too big for the file system: {@code STORE_FULL}; permissions or a read-only file
 * system: {@code STORE_READ_ONLY}, and {@code FORBIDDEN} when deleting; data of that name: {@code CONFLICT}; anything
 * that is no plain file directly inside a data directory: {@code NOT_FOUND}. A configuration that cannot work leaves the
 * store loaded and reading, with an ERROR in the log; it then lacks the capability to write, and writes are {@code
 * STORE_DISABLED} (STORE-9). Only keys whose values have no meaning at all keep the component down.
 */
package org.vitrine.store.filesystem;
