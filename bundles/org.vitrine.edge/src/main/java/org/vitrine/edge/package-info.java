/**
 * What stays while everything behind it is replaced: the one servlet of the public port. A request passes, in this
 * order: refusal of what a proxy could read differently, health check, version negotiation, request id, identity, and
 * the gate, behind which the {@link org.vitrine.edge.api.ApiHandler} answers. The identity headers of clients never
 * reach it.
 *
 * <p>While the API is being replaced, requests are held without a thread until its successor is there, at most {@code
 * swap.grace} (PID {@code org.vitrine.core.plugins}) since it left, then answered 503 with {@code Retry-After}; never 404.
 *
 * <p>PID {@code org.vitrine.edge}. A new configuration takes effect for the next request; no request is lost by it.
 */
package org.vitrine.edge;
