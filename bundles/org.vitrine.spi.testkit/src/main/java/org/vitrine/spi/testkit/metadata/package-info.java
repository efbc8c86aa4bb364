/** The promises of a metadata repository, as tests to extend. */
@Version("1.0.0")
package org.vitrine.spi.testkit.metadata;

import org.osgi.annotation.versioning.Version;
