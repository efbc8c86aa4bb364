package org.vitrine.importing.download;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * How an address is reached.
 *
 * @param hosts to connect to, tried in turn: those of the address's host that were checked, or the proxy's
 * @param port to connect to
 * @param proxy when it is one that the connection leads to
 */
record Route(List<InetAddress> hosts, int port, Optional<Proxy> proxy) {
    Route {
        hosts = List.copyOf(hosts);
    }
}
