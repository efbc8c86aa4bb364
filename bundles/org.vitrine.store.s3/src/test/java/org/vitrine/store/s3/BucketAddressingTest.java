package org.vitrine.store.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

@Covers({"STORE-S3-1", "STORE-S3-5", "STORE-S3-22", "STORE-S3-26"})
public class BucketAddressingTest {
    private static String resolve(String format, String host, String bucket, String rest) throws Exception {
        return BucketAddressing.parse(format)
                .resolve(S3Endpoint.parse(host), bucket, rest)
                .toString();
    }

    @Test
    public void goesIntoThePath() throws Exception {
        assertEquals("http://host/images/id", resolve("path", "host", "images", "/id"));
        assertEquals("http://host/images/id", resolve("path", "HTTP://host:80/", "images", "/id"));
        assertEquals("https://host:80/images?uploads=", resolve("path", "https://host:80", "images", "?uploads="));
        assertEquals("https://[::1]/a/b/images", resolve("path", "https://[::1]:443/a/b/", "images", ""));
        assertEquals("http://host/My%20Bucket", resolve("path", "host", "My Bucket", ""));
    }

    @Test
    public void goesBeforeTheHost() throws Exception {
        assertEquals("http://images.host:81/id", resolve("virtual", "host:81", "images", "/id"));
        assertEquals("http://images.host/?uploads=", resolve("virtual", "host", "images", "?uploads="));
        assertEquals("https://images.host/prefix/", resolve("virtual", "https://host/prefix", "images", ""));
    }

    @Test
    public void goesWhereAmazonWantsIt() throws Exception {
        assertEquals("http://images.s3.amazonaws.com/id", resolve("auto", "s3.amazonaws.com", "images", "/id"));
        assertEquals(
                "https://images.s3.eu-central-1.amazonaws.com/id",
                resolve("AUTO", "https://s3.eu-central-1.amazonaws.com", "images", "/id"));
        assertEquals(
                "https://s3.amazonaws.com/my.images/id",
                resolve("auto", "https://s3.amazonaws.com", "my.images", "/id"));
        assertEquals("http://s3.amazonaws.com/Images/id", resolve("auto", "s3.amazonaws.com", "Images", "/id"));
        assertEquals("http://minio:9000/images/id", resolve("auto", "minio:9000", "images", "/id"));
    }

    @Test
    public void refusesOtherFormatsAndHosts() {
        assertThrows(Misconfiguration.class, () -> BucketAddressing.parse("dns"));
        for (String host : List.of("", "ftp://host", "host:99999", "host:port", "a b", "http://", "user:key@host")) {
            assertThrows(host, Misconfiguration.class, () -> S3Endpoint.parse(host));
        }
    }

    @Test
    public void knowsTheRegionsInAmazonsNames() throws Exception {
        for (String[] known : new String[][] {
            {"s3.amazonaws.com", ""},
            {"s3-us-west-2.amazonaws.com", "us-west-2"},
            {"https://s3.us-west-2.amazonaws.com", "us-west-2"},
            {"s3.dualstack.ap-south-1.amazonaws.com:443", "ap-south-1"},
            {"s3.cn-north-1.amazonaws.com.cn", "cn-north-1"},
            {"s3.us-gov-west-1.amazonaws.com", "us-gov-west-1"},
            {"s3.us-west-2.example.com", ""},
            {"radosgw:7480", ""}
        }) {
            assertEquals(known[0], known[1], S3Endpoint.parse(known[0]).region());
        }
        assertTrue(S3Endpoint.parse("127.0.0.1:7480").isAddress());
        assertTrue(S3Endpoint.parse("[::1]:7480").isAddress());
        assertFalse(S3Endpoint.parse("radosgw:7480").isAddress());
    }

    @Test
    public void knowsNamesThatCanStandBeforeAHost() {
        assertTrue(BucketAddressing.isDnsName("my.images-2"));
        for (String name : List.of("ab", "Images", "-images", "images-", "a..b", "a.-b", "127.0.0.1", "a_b", "")) {
            assertFalse(name, BucketAddressing.isDnsName(name));
        }
    }
}
