/** For everybody who needs limits in a test: {@link org.vitrine.spi.testkit.quota.FakeLimits}. */
@Version("1.0.0")
package org.vitrine.spi.testkit.quota;

import org.osgi.annotation.versioning.Version;
