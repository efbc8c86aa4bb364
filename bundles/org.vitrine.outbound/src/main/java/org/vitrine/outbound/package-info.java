/**
 * Large data over HTTP to and from other servers, in bounded time and memory: what {@code java.net.http} leaves open.
 * A plain library without services, for drivers whose backend speaks HTTP.
 *
 * <p>{@link org.vitrine.outbound.OutboundHttp} sends a {@link org.vitrine.outbound.Call} and gives an {@link
 * org.vitrine.outbound.Answer}. The calling thread does all the waiting: it pulls the body from its source at the speed
 * of the peer, and reads the answer at its own. A peer that takes or gives nothing for the stall time is cut off; one
 * that is slow is not, and neither is one that waits for a slow source. What failed for want of a connection, or was
 * answered with "not now", is sent again a few times, here and nowhere else. Redirects are answers like others, cookies
 * are not kept, and neither headers nor addresses find their way into messages.
 *
 * <p>{@link org.vitrine.outbound.Reach} tells the internet from addresses that users must not be led to.
 */
@Version("1.1.0")
package org.vitrine.outbound;

import org.osgi.annotation.versioning.Version;
