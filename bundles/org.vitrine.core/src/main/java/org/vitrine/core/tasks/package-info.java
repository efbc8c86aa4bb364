/** Tasks as clients see them and start them (contract section 21). */
@Version("1.0.0")
package org.vitrine.core.tasks;

import org.osgi.annotation.versioning.Version;
