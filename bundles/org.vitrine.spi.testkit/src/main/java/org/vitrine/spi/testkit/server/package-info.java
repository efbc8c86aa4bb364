/**
 * The real servers that drivers are tested against, of Debian's packages: each is started as a process of its own on
 * 127.0.0.1 with a private directory, and ended by its process id. A package that is missing fails the test and is
 * named; nothing is skipped. {@link org.vitrine.spi.testkit.server.RawHttpServer} is for what no real server does on
 * demand: it breaks off, hangs and lies as a test wants it to.
 */
@Version("1.0.0")
package org.vitrine.spi.testkit.server;

import org.osgi.annotation.versioning.Version;
