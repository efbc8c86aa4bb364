/** The one place that sees drivers come and go. Work takes a lease on a driver; a driver that is gone for a moment is waited for. */
@Version("1.0.0")
package org.vitrine.core.plugins;

import org.osgi.annotation.versioning.Version;
