/** The belt for image bytes (design §1): one pass from the source to the stores, hashed and measured on the way, and the short way out. */
@Version("1.0.0")
package org.vitrine.core.data;

import org.osgi.annotation.versioning.Version;
