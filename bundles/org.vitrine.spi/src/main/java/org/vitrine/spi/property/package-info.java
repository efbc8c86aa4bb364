/**
 * For authors of property protection: may this caller create, read, update or delete an additional property of that
 * name? Deciding is pure and bounded in time whatever the name.
 */
@Version("1.0.0")
package org.vitrine.spi.property;

import org.osgi.annotation.versioning.Version;
