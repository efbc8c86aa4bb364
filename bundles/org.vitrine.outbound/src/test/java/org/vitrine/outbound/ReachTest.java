package org.vitrine.outbound;

import static org.junit.Assert.assertEquals;

import java.net.InetAddress;
import org.junit.Test;

public class ReachTest {
    private static void assertReach(Reach expected, String... addresses) throws Exception {
        for (String address : addresses) {
            assertEquals(address, expected, Reach.of(InetAddress.getByName(address)));
        }
    }

    @Test
    public void knowsThisMachineAndItsNeighbours() throws Exception {
        assertReach(
                Reach.LOCAL,
                "0.0.0.0",
                "0.1.2.3",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:0:127.0.0.1",
                "::ffff:0:a9fe:a9fe",
                "::169.254.169.254",
                "fe80::1",
                "ff02::1",
                "2001::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe");
    }

    @Test
    public void knowsOtherPeoplesOwnNetworks() throws Exception {
        assertReach(
                Reach.PRIVATE,
                "10.0.0.1",
                "100.64.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "64:ff9b:0:0:1::808:808",
                "2002:c0a8:101::");
    }

    @Test
    public void knowsTheInternet() throws Exception {
        assertReach(
                Reach.PUBLIC,
                "1.1.1.1",
                "100.128.0.1",
                "128.0.0.1",
                "169.253.0.1",
                "172.32.0.1",
                "192.0.2.1",
                "198.20.0.1",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2002:808:808::",
                "2606:4700::1111");
    }
}
