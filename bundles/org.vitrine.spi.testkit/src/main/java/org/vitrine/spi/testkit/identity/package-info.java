/**
 * For authors of identity drivers: the contract test that each of them extends, and fakes of both sides of {@link
 * org.vitrine.spi.identity.IdentityValidator}.
 */
@Version("1.0.0")
package org.vitrine.spi.testkit.identity;

import org.osgi.annotation.versioning.Version;
