/**
 * A third-party store: keeps image data compressed, one file for each image.
 *
 * <p>Factory PID {@code org.example.store.gzip}. Reads from the start only, so clients get no ranges. Data is written to
 * a temporary file and takes its name when all of it is on disk.
 */
package org.example.store.gzip;
