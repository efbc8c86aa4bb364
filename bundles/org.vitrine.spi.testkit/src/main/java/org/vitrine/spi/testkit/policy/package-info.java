/** For everybody who needs a policy engine in a test: {@link org.vitrine.spi.testkit.policy.DefaultPolicy}. */
@Version("1.0.0")
package org.vitrine.spi.testkit.policy;

import org.osgi.annotation.versioning.Version;
