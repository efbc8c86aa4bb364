package org.vitrine.core.data;

import java.io.IOException;
import java.io.InputStream;

/** Opens the body of an upload, once, and not before everything that can be told without it was checked. */
@FunctionalInterface
public interface BodyOpener {
    /** The body. Whoever gave this closes it. */
    InputStream open() throws IOException;
}
