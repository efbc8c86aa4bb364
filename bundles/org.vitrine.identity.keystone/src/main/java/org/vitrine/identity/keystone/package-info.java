/**
 * The identity driver {@code keystone}: takes the token of a request to Keystone and remembers the answer for a while
 * (operator contract section 1.1, AUTH-1 to AUTH-40; API contract AUTH-1 to AUTH-7).
 *
 * <p>PID {@code org.vitrine.identity.keystone}, whose keys are the options of {@code [keystone_authtoken]} with dots;
 * service property {@code vitrine.driver=keystone}. Identity headers that a client sends are never read.
 *
 * <p>Only successful validations are remembered, in this process, in bounded number and size, for {@code
 * token.cache.time}: so long may a revoked token go on. A remembered token costs no lock and no call. Requests with the
 * same unknown token share one call. A request waits for Keystone {@code validation.timeout} at most; while Keystone
 * does not answer, four requests at a time try and the others fail at once, so that the threads stay free for the tokens
 * that are remembered.
 *
 * <p>Failures: no token, a wrong, expired or revoked one: {@code UNAUTHENTICATED}. Keystone does not answer, answers
 * nonsense, or refuses the service user: {@code UNAVAILABLE}. No identity endpoint in the service user's catalog: {@code
 * INTERNAL}. 401 answers carry {@code Keystone uri="..."}. Connections, and with the first of them threads, come with
 * the first unknown token, not with the start.
 *
 * <p>Tokens are remembered in this process, never in memcached.
 */
package org.vitrine.identity.keystone;
