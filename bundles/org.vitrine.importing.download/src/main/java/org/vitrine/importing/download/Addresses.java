package org.vitrine.importing.download;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Reach;

/** Looks hosts up, and leaves out the addresses that users must not be led to. */
final class Addresses {
    private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);

    /** What a name means at the moment. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] find(String name) throws UnknownHostException;
    }

    private final UriFilter filter;
    private final Lookup lookup;
    private final boolean privateAllowed;

    /**
     * @param privateAllowed whether hosts that nobody listed may have private addresses
     */
    Addresses(UriFilter filter, Lookup lookup, boolean privateAllowed) {
        this.filter = filter;
        this.lookup = lookup;
        this.privateAllowed = privateAllowed;
    }

    /**
     * The addresses to connect to, at least one.
     *
     * @param own whether it is a server of the operator's, which may have a private address
     * @throws VitrineException {@link ErrorKind#INVALID} when there is none, or none that may be used
     */
    List<InetAddress> of(WebAddress address, boolean own) {
        boolean listed = filter.namesHost(address.host());
        InetAddress[] all = find(address, listed);
        List<InetAddress> usable = listed ? List.of(all) : usable(all, own);
        if (usable.isEmpty()) {
            throw notAllowed();
        }
        return usable;
    }

    private List<InetAddress> usable(InetAddress[] all, boolean own) {
        Reach farthest = own || privateAllowed ? Reach.PRIVATE : Reach.PUBLIC;
        return Arrays.stream(all)
                .filter(one -> Reach.of(one).compareTo(farthest) <= 0 && filter.permitsAddress(one.getHostAddress()))
                .toList();
    }

    /** With a dot at the end, so that no resolver takes the name for a number or completes it (IMP-41). */
    private InetAddress[] find(WebAddress address, boolean listed) {
        try {
            return lookup.find(address.numeric() ? address.host() : address.host() + ".");
        } catch (UnknownHostException e) {
            if (listed && !address.numeric()) {
                return findLocally(address.host());
            }
            throw unknown(e);
        }
    }

    /** Names in the machine's own table, which have no dot there; only those that the operator listed. */
    private InetAddress[] findLocally(String name) {
        try {
            return lookup.find(name);
        } catch (UnknownHostException e) {
            throw unknown(e);
        }
    }

    /**
     * Whether the host may be asked for at a proxy, which looks it up by itself: it has no address that is not allowed, as
     * far as this machine knows it.
     *
     * @throws VitrineException {@link ErrorKind#INVALID} when it has
     */
    void checkForProxy(WebAddress address, boolean own) {
        if (filter.namesHost(address.host())) {
            return;
        }
        InetAddress[] all;
        try {
            all = lookup.find(address.numeric() ? address.host() : address.host() + ".");
        } catch (UnknownHostException e) {
            LOG.debug("{} is known to the proxy at most", address, e);
            return;
        }
        if (usable(all, own).size() < all.length) {
            throw notAllowed();
        }
    }

    /** Where a proxy of the operator's is, which may be anywhere. */
    List<InetAddress> of(Proxy proxy) throws IOException {
        try {
            return List.of(lookup.find(proxy.host()));
        } catch (UnknownHostException e) {
            WireException told = WireException.passing("the proxy's host is not known");
            told.initCause(e);
            throw told;
        }
    }

    private static VitrineException notAllowed() {
        return new VitrineException(
                ErrorKind.INVALID, "its host is at an address that is not allowed, such as one that is not public");
    }

    private static VitrineException unknown(UnknownHostException cause) {
        return new VitrineException(ErrorKind.INVALID, "its host is not known", cause);
    }
}
