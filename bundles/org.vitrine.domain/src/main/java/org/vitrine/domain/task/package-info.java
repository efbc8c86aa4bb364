/** Tasks (contract section 21): work on images that goes on after the request that asked for it. */
@Version("1.0.0")
package org.vitrine.domain.task;

import org.osgi.annotation.versioning.Version;
