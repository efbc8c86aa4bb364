package org.vitrine.spi.identity;

import org.osgi.annotation.versioning.ProviderType;

/** What a request says about its sender. Valid during the call alone. */
@ProviderType
public interface Credentials {
    /** The first header of that name (any case) as sent, or null. */
    String header(String name);

    /** The IP address of the peer of the connection, never taken from a header. */
    String peerAddress();

    /** The request's method, such as {@code GET}. */
    String method();

    /** The request's path as routed, such as {@code /v2/images}. */
    String path();
}
