/** What can be done with the records of images. Each use case is a recipe: load, authorise, protect, check quota, change state, record. */
@Version("1.0.0")
package org.vitrine.core.images;

import org.osgi.annotation.versioning.Version;
