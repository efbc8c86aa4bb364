/**
 * The identity driver {@code headers}: believes what a proxy in front of the server found out and wrote into headers
 * (contract AUTH-2, AUTH-3, AUTH-5, CTX-1, CTX-3). It believes only peers whose address the key {@code trusted.proxies}
 * names; the headers of everybody else count for nothing, and such a caller is not authenticated.
 *
 * <p>PID {@code org.vitrine.identity.headers}; service property {@code vitrine.driver=headers}. A proxy that uses it must
 * remove these headers from what its clients send. 401 answers carry no challenge (AUTH-6). {@code X-Service-Catalog}
 * that is no JSON is an invalid request (CTX-4 would have it an internal error, which it is not). Nothing here blocks.
 *
 * <p>The key {@code fake.auth} adds the token form of upstream's functional tests, {@code user:project:role}
 * (AUTH-10, PIPE-14). Whoever may connect may then be anybody: it is for tests, and no shipped file switches it on.
 */
package org.vitrine.identity.headers;
