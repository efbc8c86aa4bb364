package org.vitrine.spi.importing;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.spi.driver.Drainable;

/** A way by which the data of a queued image comes in. See the package. */
@ConsumerType
public interface ImportMethod extends Drainable {
    /**
     * Refuses parameters that are wrong whatever the image, with {@code INVALID}. Asked on the request's thread, when the
     * image is in a state to be imported into and before anything is asked whether the caller may (IMP-16); does no I/O.
     *
     * @param parameters the value of {@code method} in the request's body, its {@code name} among them
     */
    default void requireForm(JsonObject parameters) {}

    /**
     * Refuses an import once the image is found and the caller may import into it, such as an address that the operator
     * does not allow. Asked on the request's thread: may resolve a name, must not fetch anything.
     *
     * @return the parameters as they are kept with the task and shown to its owner, with defaults filled in
     */
    default JsonObject accept(RequestContext caller, Image image, JsonObject parameters) {
        return parameters;
    }

    /**
     * Opens the data, on the import's thread. What the method knows of the image besides, it says by {@link
     * ImportSource#changes()}.
     *
     * <p>The caller's token is there while the import runs where it was asked for. It is never written down, so an import
     * that is taken up after a crash has none: a method that needs it then throws {@code UNAUTHENTICATED}.
     */
    ImportSource open(ImportContext context) throws IOException;
}
