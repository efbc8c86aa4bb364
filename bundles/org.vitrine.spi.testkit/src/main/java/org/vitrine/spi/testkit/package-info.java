/**
 * For authors of drivers: contract tests to extend, one for each kind of driver, and fakes with failure injection. A
 * driver that passes its contract test keeps the promises of its interface. Test scope only, never installed.
 */
@Version("1.0.0")
package org.vitrine.spi.testkit;

import org.osgi.annotation.versioning.Version;
