/**
 * Metadata definitions (contract section 24): what the properties of images, flavors, volumes and other resources are
 * called and what values they take. Namespaces hold objects, properties and tags, and say which resource types they are
 * for.
 */
@Version("1.0.0")
package org.vitrine.domain.metadef;

import org.osgi.annotation.versioning.Version;
