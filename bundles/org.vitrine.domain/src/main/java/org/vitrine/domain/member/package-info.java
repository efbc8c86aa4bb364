/** Who besides its owner may use a shared image. */
@Version("1.0.0")
package org.vitrine.domain.member;

import org.osgi.annotation.versioning.Version;
