/**
 * For authors of drivers with a configuration: {@link org.vitrine.spi.testkit.config.FakeConfiguration} makes what
 * Declarative Services would hand to the component, {@link org.vitrine.spi.testkit.config.ShippedSample} compares the
 * files in {@code etc} with it.
 */
@Version("1.0.0")
package org.vitrine.spi.testkit.config;

import org.osgi.annotation.versioning.Version;
