/** JSON as a value, for what is stored and shown as it was given: the input of a task, the schema of a property. */
@Version("1.0.0")
package org.vitrine.domain.json;

import org.osgi.annotation.versioning.Version;
