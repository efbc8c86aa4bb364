/**
 * Keystone for those who must ask it something in the name of the service or of a caller: a plain library without
 * services.
 *
 * <p>{@link org.vitrine.keystone.ServiceLogin} says how the service proves itself, {@link
 * org.vitrine.keystone.ServiceUser} keeps its token and finds the place of the v3 API, {@link
 * org.vitrine.keystone.KeystoneClient} calls it in bounded time and memory; {@link org.vitrine.keystone.CallersCatalog}
 * asks it where a caller's services are. A Keystone that cannot be reached, that
 * answers nonsense or refuses the service is {@code UNAVAILABLE}. Nothing here connects or starts a thread before the
 * first call.
 */
@Version("1.1.0")
package org.vitrine.keystone;

import org.osgi.annotation.versioning.Version;
