package org.vitrine.spi.importing;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.json.JsonObject;

/** One import, as methods and plugins see it. For the import's thread, but {@link #cancelled()}, which any thread may ask. */
@ProviderType
public interface ImportContext {
    /** Who asked for the import. Without a token when the import was taken up after a crash. */
    RequestContext caller();

    /** The image's record, with the changes that the method and earlier plugins made. */
    Image image();

    /** The value of {@code method} in the request's body, as {@link ImportMethod#accept} returned it. */
    JsonObject parameters();

    /**
     * A directory of this import alone, made at the first call, readable by nobody else. It vanishes with all that is in
     * it when the import ends, however that happens. Nothing else on the machine is to be written to.
     */
    Path workingDirectory() throws IOException;

    /** Tells the owner how far it is, by the message of the task; not more than once a second is written down. */
    void say(String words);

    /** Whether the import is to stop: its image is gone, another import took its place, or the server stops. */
    boolean cancelled();
}
