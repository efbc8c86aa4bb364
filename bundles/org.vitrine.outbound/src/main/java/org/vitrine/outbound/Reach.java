package org.vitrine.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Who can be found at an address: everybody's servers, the operator's own, or this machine and its neighbours. */
public enum Reach {
    /** An address of the internet. */
    PUBLIC,
    /** One that only means something in a network of its owner's, such as 10.0.0.1. */
    PRIVATE,
    /** This machine, its link, or nobody in particular: loopback, link-local, multicast, unspecified and reserved. */
    LOCAL;

    /** That of an address. What carries an address of IPv4 in one of IPv6 has the reach of the former. */
    public static Reach of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()) {
            return LOCAL;
        }
        return address instanceof Inet6Address ? of6(bytes) : of4(bytes, 0);
    }

    private static Reach of4(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        return switch (first) {
            case 0, 127 -> LOCAL;
            case 10 -> PRIVATE;
            case 100 -> second >= 64 && second < 128 ? PRIVATE : PUBLIC; // shared by carriers' customers
            case 169 -> second == 254 ? LOCAL : PUBLIC;
            case 172 -> second >= 16 && second < 32 ? PRIVATE : PUBLIC;
            case 192 -> second == 168 || second == 0 && bytes[at + 2] == 0 ? PRIVATE : PUBLIC;
            case 198 -> second == 18 || second == 19 ? PRIVATE : PUBLIC; // benchmarks
            default -> first >= 224 ? LOCAL : PUBLIC;
        };
    }

    private static Reach of6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        if ((first & 0xfe00) == 0xfc00 || (first & 0xffc0) == 0xfec0) {
            return PRIVATE; // unique local, and the site-local ones of old
        }
        if (first == 0x0064 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b) {
            return isZero(bytes, 4, 12)
                    ? of4(bytes, 12)
                    : PRIVATE; // translated: everybody's prefix, or a network's own
        }
        if (first == 0x2002) {
            return of4(bytes, 2); // 6to4
        }
        if (first == 0x2001 && bytes[2] == 0 && bytes[3] == 0) {
            return LOCAL; // Teredo: who is at the other end is hidden
        }
        if (isZero(bytes, 0, 12)) {
            return of4(bytes, 12); // IPv4-compatible
        }
        if (isZero(bytes, 0, 8) && (bytes[8] & bytes[9] & 0xff) == 0xff && isZero(bytes, 10, 12)) {
            return of4(bytes, 12); // IPv4-translated
        }
        return PUBLIC;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
