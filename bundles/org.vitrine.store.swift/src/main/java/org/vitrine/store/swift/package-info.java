/**
 * Keeps image data in OpenStack's object storage: the store {@code swift}, which reads and writes the containers of a
 * Glance server (STORE-SWIFT-1 to STORE-SWIFT-44).
 *
 * <p>Factory PID {@code org.vitrine.store.swift}. Service properties: {@code vitrine.driver=swift} and {@code
 * vitrine.store.id}, the key of the configuration. Logins are Swift's own (version 1) or Keystone's (version 3).
 *
 * <p>With one tenant all images lie in accounts of the server's own, which an accounts file names: locations read {@code
 * swift+config://REFERENCE/CONTAINER/NAME} and hold no credentials. Without such a file they read {@code
 * swift+http(s)://USER:KEY@AUTH/CONTAINER/NAME}. No request ever goes to a login that only a location names. With several
 * tenants each image has a container of its own in the account of whoever uploaded it, reached with callers' tokens
 * ({@link org.vitrine.spi.store.Store#actingFor}) and shared by Swift's own permissions; the server by itself can reach
 * nothing there, so what a crash left of an upload stays.
 *
 * <p>Data announced to be shorter than {@code swift.store.large.object.size} is one object. All else comes in segments
 * {@code NAME-00001} and so on, straight from the source and each with its MD5, of which a static manifest makes one
 * object, or a dynamic one as Glance writes it where the cluster has no static ones or the segments are too many. The
 * length of the whole is asked for at the end. Whatever fails, the segments are deleted.
 *
 * <p>Tokens are renewed before they end, and when Swift refuses them. Swift is asked whether it wants data before any is
 * taken from the source, so a refusal costs nothing. A server that moves nothing for {@code swift.store.stall.timeout} is
 * cut off; requests are repeated where nothing speaks against it, in one place.
 *
 * <p>Failures: data of that name: {@code CONFLICT}; a quota, no room: {@code STORE_FULL}; no right to write: {@code
 * STORE_READ_ONLY}, to read or delete: {@code FORBIDDEN}; no such object: {@code NOT_FOUND}; a location that is none:
 * {@code INVALID}; no connection, no answer, a login that fails, a missing container: {@code UNAVAILABLE}. A configuration
 * that cannot work leaves the store loaded and useless, with an ERROR in the log: writes are {@code STORE_DISABLED}
 * (STORE-9).
 */
package org.vitrine.store.swift;
