package org.vitrine.spi.importing;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** A plugin that works on the data while it passes by, in memory that does not grow with the data. */
@ConsumerType
public interface StreamPlugin extends ImportPlugin {
    /**
     * Puts this plugin's stream around the data. May read as much of it as a decision needs before returning; what is
     * returned then begins with that again. Later failures are thrown by the returned stream's {@code read}.
     *
     * @param data to be read once; closed by the caller when the import has ended, so that what is returned need not
     *     close it
     * @return the same, or another source over it
     */
    ImportSource rewrite(ImportContext context, ImportSource data) throws IOException;
}
