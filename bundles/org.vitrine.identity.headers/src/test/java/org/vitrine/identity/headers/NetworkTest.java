package org.vitrine.identity.headers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class NetworkTest {
    @Test
    public void holdsItsOwnAddressesAlone() {
        assertHolds("10.1.0.0/16", "10.1.0.0", "10.1.255.255");
        assertMisses("10.1.0.0/16", "10.0.255.255", "10.2.0.0", "::1", "a01::");
        assertHolds("10.1.2.128/25", "10.1.2.128", "10.1.2.255");
        assertMisses("10.1.2.128/25", "10.1.2.127");
        assertHolds("fd00::/9", "fd00::1", "fd7f:ffff::");
        assertMisses("fd00::/9", "fd80::", "10.1.0.1");
        assertHolds("0.0.0.0/0", "203.0.113.7");
        assertMisses("0.0.0.0/0", "2001:db8::1");
    }

    @Test
    public void anAddressAloneIsItself() {
        assertHolds("::1", "::1", "0:0:0:0:0:0:0:1", "::1%lo");
        assertMisses("::1", "::2");
        assertHolds("192.0.2.1", "192.0.2.1", "::ffff:192.0.2.1");
    }

    @Test
    public void refusesWhatIsNoNetwork() {
        for (String text : List.of(
                "",
                "localhost",
                "localhost/8",
                "abc",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.4.",
                "01.2.3.4",
                "256.0.0.1",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "fd00::1/8",
                "fd00::/129",
                ":::")) {
            assertThrows(text, IllegalArgumentException.class, () -> Network.parse(text));
        }
    }

    @Test
    public void neverAsksANameServer() {
        assertEquals(java.util.Optional.empty(), Network.literal("example.org"));
        assertEquals(java.util.Optional.empty(), Network.literal("999.1.1.1"));
        assertEquals(java.util.Optional.empty(), Network.literal(""));
    }

    private static void assertHolds(String network, String... addresses) {
        for (String address : addresses) {
            assertTrue(network + " " + address, holds(network, address));
        }
    }

    private static void assertMisses(String network, String... addresses) {
        for (String address : addresses) {
            assertFalse(network + " " + address, holds(network, address));
        }
    }

    private static boolean holds(String network, String address) {
        return Network.parse(network).holds(Network.literal(address).orElseThrow());
    }
}
