package org.vitrine.store.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

@Covers("STORE-S3-20")
public class S3LocationTest {
    private static S3Location parse(String url) {
        return S3Location.parse(url).orElseThrow();
    }

    @Test
    public void readsWhatGlanceWrites() {
        assertEquals(
                new S3Location(Optional.of("key:se/cr+et="), "s3.amazonaws.com", "images", "id"),
                parse("s3://key:se/cr+et=@s3.amazonaws.com/images/id"));
        assertEquals(
                new S3Location(Optional.of("key:secret"), "127.0.0.1:7480", "images", "id"),
                parse("s3+https://key:secret@127.0.0.1:7480/images/id"));
        assertEquals(
                new S3Location(Optional.of("key:secret"), "host/prefix", "images", "id"),
                parse("s3+http://key:secret@host/prefix/images/id"));
        assertEquals(new S3Location(Optional.empty(), "host", "images", "id"), parse("s3://host/images/id"));
    }

    @Test
    public void takesTheCredentialsApart() {
        assertEquals(
                Optional.of(new Credentials("key", "se/cret")),
                parse("s3://key:se/cret@host/images/id").ownCredentials());
        assertEquals(
                Optional.of(new Credentials("test:tester", "testing")),
                parse("s3://test:tester:testing@host/images/id").ownCredentials());
        assertEquals(Optional.empty(), parse("s3://host/images/id").ownCredentials());
    }

    @Test
    public void refusesWhatIsNone() {
        for (String url : List.of(
                "",
                "s3",
                "s3://",
                "s3://host",
                "s3://host/images",
                "s3://key@host/images/id",
                "s3://:secret@host/images/id",
                "s3://key:secret@https://host/images/id",
                "s3://key:secret@/images/id",
                "http://host/images/id",
                "S3://key:secret@host/images/id",
                "s3+ftp://key:secret@host/images/id")) {
            assertEquals(url, Optional.empty(), S3Location.parse(url));
        }
    }

    @Test
    public void showsNoSecret() {
        assertFalse(parse("s3://key:secret@host/images/id").toString().contains("secret"));
    }
}
