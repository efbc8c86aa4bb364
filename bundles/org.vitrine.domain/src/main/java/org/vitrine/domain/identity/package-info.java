/** Who is calling, as the rest of the server knows it. */
@Version("1.0.0")
package org.vitrine.domain.identity;

import org.osgi.annotation.versioning.Version;
