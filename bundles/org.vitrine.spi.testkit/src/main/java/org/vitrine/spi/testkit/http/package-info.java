/** For tests of an HTTP server at its socket: what an attacker would send, and what comes back byte by byte. */
@Version("1.0.0")
package org.vitrine.spi.testkit.http;

import org.osgi.annotation.versioning.Version;
