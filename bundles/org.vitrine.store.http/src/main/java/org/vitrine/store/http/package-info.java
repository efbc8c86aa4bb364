/**
 * Image data that lies on somebody's web server: the store {@code http}, which reads and never writes (STORE-HTTP-1 to
 * STORE-HTTP-14).
 *
 * <p>Factory PID {@code org.vitrine.store.http}. Service properties: {@code vitrine.driver=http} and {@code
 * vitrine.store.id}, the key of the configuration. It owns every well-formed {@code http://} and {@code https://} URL,
 * so there should be one of it alone. Credentials in a URL are sent to the server that they stand beside, and to no
 * other that it redirects to.
 *
 * <p>301 and 302 are followed, five times at most, to web servers alone, and to private addresses only when configured.
 * Names are looked up before a connection is made; the Java runtime remembers what it found for long enough that the
 * connection goes there too.
 *
 * <p>Ranges are asked for. From a server that answers with everything instead, only a range that starts at the beginning
 * can be read; others are {@code STORE_UNSUPPORTED}. So is the size of data whose server does not tell it.
 *
 * <p>Failures: 404 and 410: {@code NOT_FOUND}; 401, 403 and a forbidden address: {@code FORBIDDEN}; no connection, a
 * server that fails or stops moving: {@code UNAVAILABLE}; any other answer, or a redirect that is not followed: {@code
 * INVALID}; writes: {@code STORE_DISABLED}; deletes: {@code STORE_UNSUPPORTED}.
 */
package org.vitrine.store.http;
