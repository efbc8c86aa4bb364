package org.vitrine.importing.download;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Reach;

/** Looks hosts up, and leaves out the addresses that users must not be led to. */
final class Addresses {
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
        Reach farthest = own || privateAllowed ? Reach.PRIVATE : Reach.PUBLIC;
        List<InetAddress> usable = Arrays.stream(all)
                .filter(one ->
                        listed || Reach.of(one).compareTo(farthest) <= 0 && filter.permitsAddress(one.getHostAddress()))
                .toList();
        if (usable.isEmpty()) {
            throw new VitrineException(
                    ErrorKind.INVALID, "its host is at an address that is not allowed, such as one that is not public");
        }
        return usable;
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

    private static VitrineException unknown(UnknownHostException cause) {
        return new VitrineException(ErrorKind.INVALID, "its host is not known", cause);
    }
}
