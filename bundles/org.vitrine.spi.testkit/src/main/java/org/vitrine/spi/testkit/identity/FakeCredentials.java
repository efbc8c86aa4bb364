package org.vitrine.spi.testkit.identity;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.vitrine.spi.identity.Credentials;

/**
 * A request's credentials made by hand: {@code GET /v2/images} from 127.0.0.1 without any header, until told otherwise.
 * Each method answers a changed copy.
 */
public final class FakeCredentials implements Credentials {
    private final Map<String, String> headers;
    private final String peerAddress;
    private final String method;
    private final String path;

    private FakeCredentials(Map<String, String> headers, String peerAddress, String method, String path) {
        this.headers = headers;
        this.peerAddress = peerAddress;
        this.method = method;
        this.path = path;
    }

    /** A request without any header. */
    public static FakeCredentials none() {
        return new FakeCredentials(Map.of(), "127.0.0.1", "GET", "/v2/images");
    }

    /** A request with the header {@code X-Auth-Token}. */
    public static FakeCredentials token(String token) {
        return none().with("X-Auth-Token", token);
    }

    /** With this header too; one of the same name is replaced. */
    public FakeCredentials with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new FakeCredentials(more, peerAddress, method, path);
    }

    /** From this address. */
    public FakeCredentials from(String address) {
        return new FakeCredentials(headers, address, method, path);
    }

    /** For this method and path. */
    public FakeCredentials to(String otherMethod, String otherPath) {
        return new FakeCredentials(headers, peerAddress, otherMethod, otherPath);
    }

    @Override
    public String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public String peerAddress() {
        return peerAddress;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }
}
