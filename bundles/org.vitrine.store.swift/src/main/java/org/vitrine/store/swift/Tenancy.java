package org.vitrine.store.swift;

import org.vitrine.spi.store.BlobName;

/** Whose accounts the data lies in. Safe for many threads. */
interface Tenancy {
    /** Where new data of that name goes. */
    Place place(BlobName name);

    /** The location of new data of that name. */
    String url(BlobName name);

    /** Where the data of a location lies. */
    Place find(SwiftLocation location);

    /** Whether the location looks like one of this store's own (STORE-38). */
    boolean owns(SwiftLocation location);

    /** Whether each blob has a container of its own, which comes and goes with it. */
    boolean ownContainers();
}
