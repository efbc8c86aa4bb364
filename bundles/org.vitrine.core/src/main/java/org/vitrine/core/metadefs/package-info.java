/** Metadata definitions: what clients read and change of them (contract section 24), and loading them from files. */
@Version("1.0.0")
package org.vitrine.core.metadefs;

import org.osgi.annotation.versioning.Version;
