/**
 * For authors of stores: {@link org.vitrine.spi.testkit.store.AbstractStoreContractTest} holds every promise that
 * {@link org.vitrine.spi.store.Store} makes; a store's test extends it and answers a few questions about its backend.
 * For everybody who needs a store in a test: {@link org.vitrine.spi.testkit.store.MemoryStore}, and around it {@link
 * org.vitrine.spi.testkit.store.FailingStore}, which fails where it is told to. {@link
 * org.vitrine.spi.testkit.store.PatternSource} and {@link org.vitrine.spi.testkit.store.FailingSource} are data on its
 * way in.
 */
@Version("1.0.0")
package org.vitrine.spi.testkit.store;

import org.osgi.annotation.versioning.Version;
