package org.vitrine.importing.download;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.driver.CommaList;

/**
 * Which address is fetched through which proxy: as the configuration says or, where it says nothing, as the environment
 * does, in the way in which Python and so Glance understands it.
 */
final class Proxies {
    private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);
    private static final String SUFFIX = "_proxy";
    private static final String NONE = "none";
    private static final String ALL = "*";

    private final Map<String, Proxy> byScheme = new HashMap<>();
    private final List<String> without;

    /**
     * @param environment the variables of the process
     * @throws IllegalArgumentException with the key or the variable in the message
     */
    Proxies(DownloadsConfig config, Map<String, String> environment) {
        Map<String, String> known = known(environment);
        choose("http", "http.proxy", config.http_proxy(), known);
        choose("https", "https.proxy", config.https_proxy(), known);
        List<String> configured = CommaList.items(config.no_proxy());
        without = (configured.isEmpty() ? CommaList.items(known.getOrDefault("no", "")) : configured)
                .stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** What variables say, by the beginning of their names: those in lower case count first, even when they are empty. */
    private static Map<String, String> known(Map<String, String> environment) {
        Map<String, String> known = new HashMap<>();
        environment.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean first = name.equals(lower) || !environment.containsKey(lower);
            if (lower.endsWith(SUFFIX) && first) {
                known.put(lower.substring(0, lower.length() - SUFFIX.length()), value.strip());
            }
        });
        return known;
    }

    private void choose(String scheme, String key, String configured, Map<String, String> known) {
        String own = configured.strip();
        boolean fromEnvironment = own.isEmpty();
        String text = fromEnvironment ? known.getOrDefault(scheme, "") : own;
        if (text.isEmpty() || !fromEnvironment && text.equals(NONE)) {
            return;
        }
        String where = fromEnvironment ? "the environment's " + scheme + SUFFIX : key;
        Proxy proxy = Proxy.parse(where, text);
        byScheme.put(scheme, proxy);
        LOG.info("{} addresses are fetched through the proxy {}, as {} says", scheme, proxy, where);
    }

    /** The proxy to go through; empty for the direct way. */
    Optional<Proxy> of(WebAddress address) {
        return isExcepted(address) ? Optional.empty() : Optional.ofNullable(byScheme.get(address.scheme()));
    }

    private boolean isExcepted(WebAddress address) {
        String host = address.host();
        String named = address.port().isPresent() ? host + ":" + address.port().getAsInt() : host;
        return without.equals(List.of(ALL))
                || without.stream()
                        .map(item -> bare(item.replaceFirst("^\\.+", "")))
                        .anyMatch(item -> List.of(host, named).contains(item)
                                || host.endsWith("." + item)
                                || named.endsWith("." + item));
    }

    /** An IPv6 address without its brackets, as a host has none here. */
    private static String bare(String item) {
        return item.matches("\\[[0-9a-f:.]+]") ? item.substring(1, item.length() - 1) : item;
    }
}
