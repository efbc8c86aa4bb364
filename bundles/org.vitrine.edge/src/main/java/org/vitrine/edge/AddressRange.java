package org.vitrine.edge;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses.
 *
 * @param bytes 4 or 16, how long an address of it is
 * @param network its first bits
 * @param free how many bits follow them
 */
record AddressRange(int bytes, BigInteger network, int free) {
    /** Literals alone, so that no name server is ever asked. */
    private static final Pattern FORM =
            Pattern.compile("([0-9.]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(?:%[^/]*)?(?:/(\\d{1,3}))?");

    /**
     * @param text an address with or without a prefix length; without it the address alone is meant
     * @throws IllegalArgumentException when it is neither
     */
    static AddressRange parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (parts.matches()) {
            try {
                byte[] address = InetAddress.getByName(parts.group(1)).getAddress();
                int bits = address.length * Byte.SIZE;
                int prefix = parts.group(2) == null ? bits : Integer.parseInt(parts.group(2));
                if (prefix <= bits) {
                    return new AddressRange(
                            address.length, new BigInteger(1, address).shiftRight(bits - prefix), bits - prefix);
                }
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("no network: " + text, e);
            }
        }
        throw new IllegalArgumentException("no network: " + text);
    }

    /** Whether the literal address lies inside. */
    boolean holds(String address) {
        AddressRange one = parse(address);
        return one.bytes == bytes && one.network.shiftRight(free).equals(network);
    }
}
