/**
 * What all drivers have in common: how a driver is named, and how it leaves without failing the work in hand.
 *
 * <p>A driver is a Declarative Services component that exists because a configuration exists. {@code core} enters the
 * driver's {@link org.vitrine.spi.driver.Drain} before each piece of work and leaves it afterwards; the driver's
 * {@code @Deactivate} closes the drain, which lets no new work in and waits a bounded time for what runs. Work that is
 * turned away waits for the successor, so a bundle can be updated under load.
 */
@Version("1.0.0")
package org.vitrine.spi.driver;

import org.osgi.annotation.versioning.Version;
