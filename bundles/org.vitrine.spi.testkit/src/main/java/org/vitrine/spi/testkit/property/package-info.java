/** For everybody who needs property protection in a test: {@link org.vitrine.spi.testkit.property.FakeProtection}. */
@Version("1.0.0")
package org.vitrine.spi.testkit.property;

import org.osgi.annotation.versioning.Version;
