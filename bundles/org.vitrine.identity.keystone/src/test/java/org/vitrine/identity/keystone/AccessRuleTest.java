package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

@Covers("op:AUTH-12")
public class AccessRuleTest {
    @Test
    public void matchesPathsByPattern() {
        matches(true, "/v2/images", "/v2/images");
        matches(false, "/v2/images", "/v2/images/");
        matches(false, "/v2/images", "/v2/image");
        matches(false, "/v2/images", "/x/v2/images");
        matches(true, "/v2/images/*", "/v2/images/1");
        matches(false, "/v2/images/*", "/v2/images/");
        matches(false, "/v2/images/*", "/v2/images/1/file");
        matches(true, "/v2/images/*/file", "/v2/images/1/file");
        matches(true, "/v2/images/{image_id}/file", "/v2/images/1/file");
        matches(false, "/v2/images/{image_id}/file", "/v2/images/1/2/file");
        matches(true, "/v2/i*s/*", "/v2/images/1");
        matches(true, "/v2/**", "/v2/images/1/file");
        matches(true, "/v2/**", "/v2/");
        matches(true, "**", "");
        matches(true, "**/file", "/v2/images/1/file");
        matches(true, "/v2/***", "/v2/a/b");
        matches(false, "/v2/***", "/v2/");
        matches(true, "/v2/{}", "/v2/a");
        matches(true, "/a{b", "/a{b");
    }

    @Test
    public void takesOtherCharactersForThemselves() {
        matches(false, "/v2.images", "/v2/images");
        matches(true, "/v2.images", "/v2.images");
        matches(false, "/v2/(images)?", "/v2/");
        matches(true, "/v2/[a+", "/v2/[a+");
        matches(false, "/V2", "/v2");
    }

    @Test(timeout = 10_000)
    public void noPatternTakesLong() {
        matches(false, "**a".repeat(80) + "!", "a".repeat(8000));
    }

    @Test
    public void serviceAndMethodCountToo() {
        AccessRule rule = new AccessRule("image", "GET", "/v2/images");
        assertFalse(rule.allows("compute", "GET", "/v2/images"));
        assertFalse(rule.allows("image", "HEAD", "/v2/images"));
        assertFalse(rule.allows("image", "get", "/v2/images"));
    }

    private static void matches(boolean expected, String pattern, String path) {
        assertEquals(
                pattern + " " + path, expected, new AccessRule("image", "GET", pattern).allows("image", "GET", path));
    }
}
