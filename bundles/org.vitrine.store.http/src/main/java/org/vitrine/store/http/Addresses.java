package org.vitrine.store.http;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Tells addresses of the internet from those that only mean something inside: of this machine, network or operator. */
final class Addresses {
    private Addresses() {}

    /** Whether nobody on the internet has that address. */
    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        return address instanceof Inet6Address ? isPrivate6(bytes) : isPrivate4(bytes, 0);
    }

    private static boolean isPrivate4(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        return switch (first) {
            case 0, 10, 127 -> true;
            case 100 -> second >= 64 && second < 128; // shared by carriers' customers
            case 169 -> second == 254;
            case 172 -> second >= 16 && second < 32;
            case 192 -> second == 168 || second == 0 && bytes[at + 2] == 0;
            case 198 -> second == 18 || second == 19; // benchmarks
            default -> first >= 224;
        };
    }

    /** Unique local addresses, and those that carry an address of IPv4: translated (64:ff9b::/96) or 6to4 (2002::/16). */
    private static boolean isPrivate6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        if ((first & 0xfe00) == 0xfc00) {
            return true;
        }
        if (first == 0x0064 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b) {
            return bytes[5] != 0 || isPrivate4(bytes, 12);
        }
        return first == 0x2002 && isPrivate4(bytes, 2);
    }
}
