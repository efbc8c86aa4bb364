package org.vitrine.spi.importing;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** A plugin that never sees the data. It can change the image's record, and refuse the import by throwing. */
@ConsumerType
public interface MetadataPlugin extends ImportPlugin {
    /** What becomes of the image's record; {@link ImageChanges#NONE} for nothing. */
    ImageChanges apply(ImportContext context) throws IOException;
}
