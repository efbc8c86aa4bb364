package org.vitrine.keymanager.barbican;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.keystone.CallersCatalog;
import org.vitrine.keystone.Deadline;
import org.vitrine.keystone.ServiceCatalog;

/**
 * Where the Barbican of a caller is.
 *
 * @param configured the root of its API, if there is one for all
 * @param endpointType such as public
 * @param region nothing for any
 * @param keystone who knows the catalog of a caller whose request came without one
 * @param patience with Keystone
 */
record BarbicanPlaces(
        Optional<URI> configured,
        String endpointType,
        Optional<String> region,
        CallersCatalog keystone,
        Duration patience) {
    private static final String SERVICE = "key-manager";
    private static final String VERSION = "/v1";

    /** The root of the API for that caller, without a slash at its end; {@code UNAVAILABLE} when nobody knows. */
    URI root(Identity caller, String token) {
        if (configured.isPresent()) {
            return configured.get();
        }
        ServiceCatalog catalog = caller.catalog() == null
                ? keystone.of(token, Deadline.after(patience))
                : ServiceCatalog.parse(caller.catalog());
        return catalog.endpoint(SERVICE, endpointType, region)
                .flatMap(BarbicanPlaces::address)
                .map(BarbicanPlaces::rootAt)
                .orElseThrow(() -> new VitrineException(
                        ErrorKind.UNAVAILABLE,
                        "the caller's catalog has no " + endpointType + " endpoint of a key manager"
                                + region.map(name -> " in the region " + name).orElse("")));
    }

    /** The address of a server in that text, if it is one. */
    static Optional<URI> address(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            boolean web = uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().matches("(?i)https?");
            return plain && web ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The root of the API behind an address, which may name the version or not. */
    static URI rootAt(URI address) {
        String bare = address.toString().replaceFirst("/+$", "");
        return URI.create(bare.endsWith(VERSION) ? bare : bare + VERSION);
    }
}
