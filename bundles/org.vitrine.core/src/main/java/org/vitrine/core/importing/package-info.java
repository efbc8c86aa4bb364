/** Interoperable import: data that comes in by another way than a plain upload, through plugins, into one store or several (contract section 16). */
@Version("1.0.0")
package org.vitrine.core.importing;

import org.osgi.annotation.versioning.Version;
