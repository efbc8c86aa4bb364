/** Who is calling and whether they may: identity, then policy, then property protection, each asked of the driver of the moment. */
@Version("1.0.0")
package org.vitrine.core.access;

import org.osgi.annotation.versioning.Version;
