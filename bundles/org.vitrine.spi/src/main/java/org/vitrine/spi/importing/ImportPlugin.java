package org.vitrine.spi.importing;

import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.spi.driver.Drainable;

/**
 * A step between an import's source and the stores; what plugins are registered as. Implement one of {@link
 * MetadataPlugin}, {@link StreamPlugin} and {@link FilePlugin}; one that implements none of them is never called.
 */
@ConsumerType
public interface ImportPlugin extends Drainable {
    /**
     * Whether this plugin has anything to do with the image, by its record alone. False leaves the data untouched, and
     * unread where no other plugin needs it. Does no I/O.
     */
    default boolean concerns(ImportContext context) {
        return true;
    }
}
