/**
 * For authors of quota drivers: how much may a project have? A driver knows limits and nothing of what is used: counting
 * and refusing is {@code core}'s. May block on another service, for a bounded time, on the request's thread. A limit that
 * cannot be learned is a failure and never "no limit".
 */
@Version("1.0.0")
package org.vitrine.spi.quota;

import org.osgi.annotation.versioning.Version;
