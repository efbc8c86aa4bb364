/**
 * For authors of identity drivers: who sent this request? May block on an identity service, for a bounded time.
 */
@Version("1.0.0")
package org.vitrine.spi.identity;

import org.osgi.annotation.versioning.Version;
