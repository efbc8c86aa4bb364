/**
 * The identity driver {@code none}: asks nobody who they are. Every caller is an administrator without user and project
 * (AUTH-8, CTX-7), so it is for a server that nobody else can reach, and for tests.
 *
 * <p>PID {@code org.vitrine.identity.none}, no keys; service property {@code vitrine.driver=none}. It cannot fail, and
 * its 401 answers, should there be any, carry no challenge.
 */
package org.vitrine.identity.none;
