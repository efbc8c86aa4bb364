/**
 * For authors of repositories: where the records lie. One service, so that a swap is atomic; several small interfaces,
 * so that nobody sees forty methods. All methods may block on the database and may be called by any thread. No entity,
 * connection or lazy collection leaves a method. A database that cannot be reached is {@code UNAVAILABLE}.
 */
@Version("1.0.0")
package org.vitrine.spi.metadata;

import org.osgi.annotation.versioning.Version;
