package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.testkit.Covers;

@Covers("op:AUTH-15")
public class TokenCacheTest {
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5); // the clock may wrap around

    @Test
    public void isBoundedInBytes() {
        TokenCache cache = new TokenCache(Duration.ofSeconds(1), 100, 1000, time::get);
        for (int i = 0; i < 10; i++) {
            cache.remember(key(i), token(400));
        }
        assertEquals(2, cache.size());
        assertNull(cache.find(key(7)));
        cache.remember(key(20), token(1001));
        assertEquals("one that is too large by itself is not kept either", 0, cache.size());
        cache.remember(key(21), token(1000));
        assertEquals(1, cache.size());
    }

    @Test
    public void rememberingAgainReplaces() {
        TokenCache cache = new TokenCache(Duration.ofSeconds(1), 3, 1000, time::get);
        ConfirmedToken last = token(900);
        for (int i = 0; i < 10; i++) {
            cache.remember(key(1), token(900));
        }
        cache.remember(key(1), last);
        assertSame(last, cache.find(key(1)));
        assertEquals(1, cache.size());
        cache.remember(key(2), token(100));
        assertSame(last, cache.find(key(1)));
    }

    @Test
    public void dropsWhatIsTooOld() {
        TokenCache cache = new TokenCache(Duration.ofNanos(100), 10, 1000, time::get);
        cache.remember(key(1), token(1));
        time.addAndGet(99);
        assertEquals(token(1), cache.find(key(1)));
        time.addAndGet(1);
        assertNull(cache.find(key(1)));
        cache.remember(key(2), token(1));
        assertEquals(1, cache.size());
    }

    @Test
    public void keysDifferAsTokensDo() {
        assertEquals(TokenKey.of("abc"), TokenKey.of("abc"));
        assertNotEquals(TokenKey.of("abc"), TokenKey.of("abd"));
        assertEquals(
                "the digest of abc as the standard has it",
                0xba7816bf8f01cfeaL,
                TokenKey.of("abc").first());
    }

    private static TokenKey key(int i) {
        return TokenKey.of("token" + i);
    }

    private static ConfirmedToken token(long bytes) {
        return new ConfirmedToken(
                Identity.ANONYMOUS, List.of(), Long.MAX_VALUE, Optional.empty(), Set.of(), Map.of(), bytes);
    }
}
