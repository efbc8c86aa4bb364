package org.vitrine.importing.download;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.vitrine.domain.error.VitrineException;

/**
 * The operator's way out: a server that sends requests on.
 *
 * @param host a name or an address; may be anywhere, as it is the operator's
 * @param port at which it listens
 * @param authorization what the header {@code Proxy-Authorization} says, if it wants one
 */
record Proxy(String host, int port, Optional<String> authorization) {
    /**
     * Reads {@code [http://][NAME:PASSWORD@]HOST[:PORT][/]}.
     *
     * @param key the one that says so, for the message when it cannot be
     */
    static Proxy parse(String key, String text) {
        String url = text.contains("://") ? text : "http://" + text;
        WebAddress address;
        try {
            address = WebAddress.parse(url);
        } catch (VitrineException e) {
            throw new IllegalArgumentException(key + " is no address of a proxy: " + e.getMessage(), e);
        }
        if (!address.scheme().equals("http") || !address.target().equals("/")) {
            throw new IllegalArgumentException(key + " is no address of a proxy: http://HOST:PORT is expected");
        }
        return new Proxy(
                address.host(), address.effectivePort(), address.userInfo().map(info -> basic(key, info)));
    }

    private static String basic(String key, String userInfo) {
        try {
            return basic(userInfo);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": its name and password are escaped wrongly", e);
        }
    }

    /** The header's value for a name and password as an address has them; IllegalArgumentException when escaped wrongly. */
    static String basic(String userInfo) {
        // A plus is itself here, not a blank as in forms.
        byte[] plain = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(plain);
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
