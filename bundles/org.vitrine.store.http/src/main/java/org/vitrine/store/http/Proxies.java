package org.vitrine.store.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitrine.spi.driver.CommaList;

/** Which proxy serves which scheme (STORE-HTTP-3). */
final class Proxies extends ProxySelector {
    private static final Pattern ENTRY =
            Pattern.compile("\\s*(https?)\\s*:\\s*(?:http://)?([^:/@\\s]+|\\[[0-9A-Fa-f:]+]):(\\d{1,5})/?\\s*");

    private final Map<String, Proxy> byScheme = new HashMap<>();

    private Proxies() {}

    /**
     * Those of a configuration; empty when it names none.
     *
     * @throws IllegalArgumentException with the key in the message
     */
    static Optional<ProxySelector> of(String[] values) {
        var proxies = new Proxies();
        CommaList.items(values).forEach(proxies::add);
        return proxies.byScheme.isEmpty() ? Optional.empty() : Optional.of(proxies);
    }

    private void add(String entry) {
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
            throw new IllegalArgumentException(
                    "http.proxy.information: an entry is not SCHEME:HOST:PORT with the scheme http or https; proxies"
                            + " that want a password are not served");
        }
        // Not looked up yet: the proxy may move.
        var address = InetSocketAddress.createUnresolved(parts.group(2), Integer.parseInt(parts.group(3)));
        byScheme.put(parts.group(1), new Proxy(Proxy.Type.HTTP, address));
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(byScheme.getOrDefault(uri.getScheme(), Proxy.NO_PROXY));
    }

    /** Nothing to do: there is no other way. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
