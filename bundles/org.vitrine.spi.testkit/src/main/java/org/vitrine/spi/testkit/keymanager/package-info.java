/**
 * For authors of key managers: {@link org.vitrine.spi.testkit.keymanager.AbstractKeyringContractTest}; and for
 * everybody who needs one in a test: {@link org.vitrine.spi.testkit.keymanager.MemoryKeyring}.
 */
@Version("1.0.0")
package org.vitrine.spi.testkit.keymanager;

import org.osgi.annotation.versioning.Version;
