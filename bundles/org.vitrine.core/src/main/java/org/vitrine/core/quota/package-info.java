/** What projects may have, and holding them to it, also when many ask at once (contract section 12). */
@Version("1.0.0")
package org.vitrine.core.quota;

import org.osgi.annotation.versioning.Version;
