package org.vitrine.importing.download;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The operator's lists of schemes, hosts and ports (IMP-6 to IMP-8). Of a level that has both lists, the allowed one counts. */
final class UriFilter {
    private static final class Level {
        private final Set<String> allowed;
        private final Set<String> disallowed;

        Level(Set<String> allowed, Set<String> disallowed) {
            this.allowed = allowed;
            this.disallowed = disallowed;
        }

        boolean permits(String value) {
            return allowed.isEmpty() ? !disallowed.contains(value) : allowed.contains(value);
        }

        boolean names(String value) {
            return allowed.contains(value);
        }
    }

    private final Level schemes;
    private final Level hosts;
    private final Level ports;

    /** Lists as they are configured. */
    UriFilter(
            List<String> allowedSchemes,
            List<String> disallowedSchemes,
            List<String> allowedHosts,
            List<String> disallowedHosts,
            List<String> allowedPorts,
            List<String> disallowedPorts) {
        schemes = new Level(lowerCase(allowedSchemes), lowerCase(disallowedSchemes));
        hosts = new Level(hosts("allowed.hosts", allowedHosts), hosts("disallowed.hosts", disallowedHosts));
        ports = new Level(ports("allowed.ports", allowedPorts), ports("disallowed.ports", disallowedPorts));
    }

    private static Set<String> lowerCase(List<String> items) {
        Set<String> all = new HashSet<>();
        items.forEach(item -> all.add(item.toLowerCase(Locale.ROOT)));
        return all;
    }

    /** In the form that an address has them, so that one host has one spelling. */
    private static Set<String> hosts(String key, List<String> items) {
        Set<String> all = new HashSet<>();
        for (String item : items) {
            String bracketed = item.contains(":") && !item.startsWith("[") ? "[" + item + "]" : item;
            try {
                all.add(WebAddress.parse("http://" + bracketed).host());
            } catch (VitrineException e) {
                throw new IllegalArgumentException(key + ": " + item + " is no host", e);
            }
        }
        return all;
    }

    private static Set<String> ports(String key, List<String> items) {
        Set<String> all = new HashSet<>();
        for (String item : items) {
            if (!item.matches("[1-9]\\d{0,4}") || Integer.parseInt(item) > 65_535) {
                throw new IllegalArgumentException(key + ": " + item + " is no port");
            }
            all.add(item);
        }
        return all;
    }

    /**
     * Scheme, then host, then the port if it is named (IMP-40).
     *
     * @throws VitrineException {@link ErrorKind#INVALID} with the reason
     */
    void check(WebAddress address) {
        if (!schemes.permits(address.scheme())) {
            throw new VitrineException(ErrorKind.INVALID, "its scheme is not allowed");
        }
        if (!hosts.permits(address.host())) {
            throw new VitrineException(ErrorKind.INVALID, "its host is not allowed");
        }
        if (address.port().isPresent()
                && !ports.permits(Integer.toString(address.port().getAsInt()))) {
            throw new VitrineException(ErrorKind.INVALID, "its port is not allowed");
        }
    }

    /** Whether the operator allowed just this host. */
    boolean namesHost(String host) {
        return hosts.names(host);
    }

    /** Whether a host, here an address that a name stands for, is not forbidden; who allows hosts by name forbids none. */
    boolean permitsAddress(String address) {
        return !hosts.allowed.isEmpty() || hosts.permits(address);
    }
}
