package org.vitrine.spi.importing;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** A plugin that needs the data as a file. */
@ConsumerType
public interface FilePlugin extends ImportPlugin {
    /**
     * Looks at the file and says what is to be imported instead: the same file, another one in the working directory, or a
     * stream that is made while the stores write and saves a second copy on disk.
     *
     * @param data the whole data; not to be changed, and there for as long as the import runs
     * @return {@code ImportSource.of(data)} to leave the data as it is, with changes to the record or without
     */
    ImportSource rewrite(ImportContext context, Path data) throws IOException;
}
