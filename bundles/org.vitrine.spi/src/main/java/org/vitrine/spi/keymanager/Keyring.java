package org.vitrine.spi.keymanager;

import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.Drainable;

/** Deletes the keys of encrypted images (DEL-12). Safe for many threads. */
@ConsumerType
public interface Keyring extends Drainable {
    /**
     * Deletes a key for good, with the rights of the caller alone. Whatever it throws, the key may be gone, as when the
     * answer was lost.
     *
     * @param key its id; a value and no text, so that it cannot become a part of an address that means something else
     */
    void delete(RequestContext caller, UUID key);
}
