/**
 * For authors of policy engines: may this caller do that? Deciding is pure, takes microseconds, allocates next to
 * nothing and never throws to say no.
 */
@Version("1.0.0")
package org.vitrine.spi.policy;

import org.osgi.annotation.versioning.Version;
