/**
 * For authors of import methods and plugins: {@link org.vitrine.spi.testkit.importing.FakeImportContext} is what they are
 * called with, {@link org.vitrine.spi.testkit.importing.AbstractImportPluginContractTest} is what every plugin passes.
 */
@Version("1.0.0")
package org.vitrine.spi.testkit.importing;

import org.osgi.annotation.versioning.Version;
