/**
 * For authors of stores: where image bytes lie. {@code core} calls a store from many threads at once, request threads
 * among them; every method may block on the backend. A store moves bytes and nothing else: counting, limits, hashes,
 * quota and status belong to {@code core}. A failed write leaves nothing visible behind, and what {@code write} returned
 * survives a crash of the machine.
 *
 * <p>Failures are {@link org.vitrine.domain.error.VitrineException}s: {@code NOT_FOUND} (no such data), {@code
 * STORE_FULL}, {@code STORE_READ_ONLY}, {@code STORE_DISABLED}, {@code STORE_UNSUPPORTED}, {@code IN_USE}, {@code
 * FORBIDDEN}, {@code CONFLICT} (there is data of that name), {@code UNAVAILABLE} (the backend does not answer).
 */
@Version("1.0.0")
package org.vitrine.spi.store;

import org.osgi.annotation.versioning.Version;
