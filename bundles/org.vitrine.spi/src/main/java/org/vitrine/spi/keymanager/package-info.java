/**
 * For authors of key managers: the keys that volumes, and images made of them, are encrypted with. {@code core} asks on
 * the request's thread, with the rights of whoever makes the request and never with rights of its own; a method may block
 * on another service, for a bounded time. What fails is told once, by {@code core}, with the message of the exception: it
 * says why, and holds no credentials.
 *
 * <p>Failures are {@link org.vitrine.domain.error.VitrineException}s: {@code NOT_FOUND} (no such key), {@code FORBIDDEN}
 * (this caller may not), {@code UNAVAILABLE} (no answer, or none that helps).
 */
@Version("1.0.0")
package org.vitrine.spi.keymanager;

import org.osgi.annotation.versioning.Version;
