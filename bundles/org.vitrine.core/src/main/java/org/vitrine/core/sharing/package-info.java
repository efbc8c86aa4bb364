/** Members of shared images. */
@Version("1.0.0")
package org.vitrine.core.sharing;

import org.osgi.annotation.versioning.Version;
