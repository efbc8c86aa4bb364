package org.vitrine.identity.headers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses, such as {@code 10.1.0.0/16} or {@code fd00::/8}. */
record Network(byte[] address, int prefix) {
    /** Literals alone, so that the resolver never asks a name server. */
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /**
     * @param text an address with or without a prefix length; without it the address alone is meant
     * @throws IllegalArgumentException when it is neither, or when bits after the prefix are set
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = literal(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("no IP address: " + text));
        int bits = address.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), text);
        if (prefix > bits) {
            throw new IllegalArgumentException("the prefix is longer than the address: " + text);
        }
        for (int bit = prefix; bit < bits; bit++) {
            if (bit(address, bit) != 0) {
                throw new IllegalArgumentException("bits are set after the prefix: " + text);
            }
        }
        return new Network(address, prefix);
    }

    /** The bytes of a literal address, of 4 or 16 bytes; an IPv4 address mapped into IPv6 becomes one of 4. */
    static Optional<byte[]> literal(String text) {
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        if (!IPV4.matcher(bare).matches() && !IPV6.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether the address, as {@link #literal} gives it, lies inside. */
    boolean holds(byte[] peer) {
        if (peer.length != address.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (peer[i] != address[i]) {
                return false;
            }
        }
        for (int bit = whole * Byte.SIZE; bit < prefix; bit++) {
            if (bit(peer, bit) != bit(address, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] address, int index) {
        return address[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }

    private static int prefix(String digits, String text) {
        if (!digits.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("no prefix length: " + text);
        }
        return Integer.parseInt(digits);
    }
}
