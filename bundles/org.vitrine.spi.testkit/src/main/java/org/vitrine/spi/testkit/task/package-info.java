/** A task executor for tests. */
@Version("1.0.0")
package org.vitrine.spi.testkit.task;

import org.osgi.annotation.versioning.Version;
