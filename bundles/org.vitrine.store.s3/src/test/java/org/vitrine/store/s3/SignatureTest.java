package org.vitrine.store.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

/** The examples of Amazon's documentation. */
@Covers("STORE-S3-22")
public class SignatureTest {
    private static final Credentials EXAMPLE =
            new Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    private static final String HOST = "https://examplebucket.s3.amazonaws.com";
    private static final String NOTHING = Signature.sha256("");

    private final Signature signature = new Signature(EXAMPLE, "us-east-1", Instant.parse("2013-05-24T00:00:00Z"));

    private String sign(String method, String path, Map<String, String> headers, String payload) {
        Map<String, String> added = signature.headers(method, URI.create(HOST + path), headers, payload);
        assertEquals("20130524T000000Z", added.get("x-amz-date"));
        return added.get("Authorization");
    }

    private static String expected(String names, String hex) {
        return "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders="
                + names + ",Signature=" + hex;
    }

    @Test
    public void signsARange() {
        assertEquals(
                expected(
                        "host;range;x-amz-content-sha256;x-amz-date",
                        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
                sign("GET", "/test.txt", Map.of("Range", "bytes=0-9"), NOTHING));
    }

    @Test
    public void signsAnUpload() {
        Map<String, String> headers =
                Map.of("Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY");
        assertEquals(
                expected(
                        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
                sign(
                        "PUT",
                        "/" + UriText.encode("test$file.text"),
                        headers,
                        Signature.sha256("Welcome to Amazon S3.")));
    }

    @Test
    public void signsQueries() {
        String names = "host;x-amz-content-sha256;x-amz-date";
        S3Request lifecycle = S3Request.bucket("GET").query("lifecycle", "");
        assertEquals(
                expected(names, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
                sign("GET", "/" + lifecycle.rest(), Map.of(), NOTHING));
        S3Request list = S3Request.bucket("GET").query("prefix", "J").query("max-keys", "2");
        assertEquals(
                expected(names, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
                sign("GET", "/" + list.rest(), Map.of(), NOTHING));
    }

    @Test
    public void showsNoSecret() {
        assertFalse((EXAMPLE + " " + signature).contains("wJalr"));
    }
}
