package org.vitrine.spi.store;

import java.nio.channels.ReadableByteChannel;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.Drainable;

/** A place for image data. Implementations are thread-safe; see the package for failures. */
@ConsumerType
public interface Store extends Drainable {
    /** The service property with the id that operators and clients call this store by. */
    String ID = "vitrine.store.id";

    /** What this store is and can do. Answers at once, without asking the backend. */
    StoreDescription describe();

    /**
     * Stores everything the source yields under the name. The driver pulls from the source and never closes it. When
     * this returns, the data is durable; when it throws, whether for the source's sake or the backend's, nothing of it
     * is visible and what was written is removed as far as the backend lets it.
     *
     * @param name of the data; {@code CONFLICT} when there is data of that name already
     * @param source the bytes; its failures are rethrown unchanged
     * @param hints what is known beforehand
     */
    StoredBlob write(BlobName name, ByteSource source, WriteHints hints);

    /**
     * Opens data for reading. The caller closes the channel; closing early drops what is left without reading it.
     *
     * @param location what {@link #write} returned, perhaps years ago, or a location given through the API
     * @param range the part to read; offset 0 and all of it where {@link StoreDescription.Capability#RANDOM_ACCESS} is
     *     missing
     * @return exactly the bytes of the range, fewer only where the data ends before it
     */
    ReadableByteChannel open(BlobLocation location, ByteRange range);

    /** How many bytes lie there. */
    long size(BlobLocation location);

    /** Removes the data; {@code NOT_FOUND} when there is none. */
    void delete(BlobLocation location);

    /**
     * Removes whatever a write of that name left that ended without an outcome, by a crash for example: temporary
     * files, part uploads, and the finished data, as nobody was told of it. Nothing there is fine. Never called while
     * a write of that name runs.
     */
    void discard(BlobName name);

    /** Whether a location without a store id, of an older server for example, is this store's, by its URL alone (STORE-37, STORE-38). */
    boolean owns(String url);

    /**
     * This store with the rights of that caller, for a store that keeps data in its callers' own accounts; all others
     * ignore who calls. Cheap, and good for as long as the caller's request; shares the drain.
     */
    default Store actingFor(RequestContext caller) {
        return this;
    }

    /**
     * Lets others read the data with their own rights, for a store that declares {@link
     * StoreDescription.Capability#OWN_PERMISSIONS} (STORE-14). Those it was shared with before and that are not named any
     * more can no longer.
     *
     * @param everybody whether everybody may
     * @param projects ids of the projects that may
     */
    default void share(BlobLocation location, boolean everybody, Set<String> projects) {}
}
