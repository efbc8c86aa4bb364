/** What this server is: API versions and stores. */
@Version("1.0.0")
package org.vitrine.core.discovery;

import org.osgi.annotation.versioning.Version;
