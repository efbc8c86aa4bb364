package org.vitrine.spi.testkit.identity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.identity.Credentials;
import org.vitrine.spi.identity.IdentityValidator;
import org.vitrine.spi.testkit.Covers;

/** What every identity driver promises. */
public abstract class AbstractIdentityValidatorContractTest {
    private static final int MANY = 16;

    /** The driver under test, ready; the same one for the whole of a test. */
    protected abstract IdentityValidator validator() throws Exception;

    /** Credentials that the driver accepts, of a caller with at least one role; ignored by a driver that asks for none. */
    protected abstract FakeCredentials valid() throws Exception;

    /** Whether the driver asks for credentials at all. */
    protected boolean asksForCredentials() {
        return true;
    }

    /** A caller who proves who it is is known by user and roles, and the roles are in lower case. */
    @Test
    @Covers({"AUTH-3", "AUTH-7", "CTX-2"})
    public void knowsACallerWithValidCredentials() throws Exception {
        Identity identity = validator().validate(valid());
        if (!asksForCredentials()) {
            assertSame(Identity.UNAUTHENTICATED_ADMIN, identity);
            return;
        }
        assertEquals(Identity.Kind.CONFIRMED, identity.kind());
        assertNotNull(identity.userId());
        assertFalse(identity.roles().isEmpty());
        for (String role : identity.roles()) {
            assertEquals(role.toLowerCase(Locale.ROOT), role);
        }
    }

    /** No credentials are no identity, least of all a default one. */
    @Test
    @Covers({"AUTH-5", "CTX-1"})
    public void refusesACallerWithoutCredentials() throws Exception {
        assertRefused(FakeCredentials.none());
    }

    /** A token that nobody issued, and headers in which a client names itself, prove nothing. */
    @Test
    @Covers({"AUTH-1", "op:AUTH-1", "op:AUTH-7"})
    public void refusesAStrangerWhoNamesHimself() throws Exception {
        assertRefused(FakeCredentials.token("nobody-issued-this")
                .from("203.0.113.7")
                .with("X-Identity-Status", "Confirmed")
                .with("X-User-Id", "mallory")
                .with("X-Project-Id", "victim")
                .with("X-Roles", "admin")
                .with("X-Service-Roles", "service"));
    }

    /** Tokens that are no tokens are refused; none of them is an error of the server. */
    @Test
    @Covers("op:AUTH-4")
    public void refusesHostileTokens() throws Exception {
        List<String> hostile = List.of(
                "",
                "   ",
                "x".repeat(1 << 20),
                "token\r\nX-Roles: admin",
                "token\u0000",
                "t\u00f6ken",
                "\ud83d\ude00",
                "\ud800",
                "../../v3/auth/tokens",
                "%00%0d%0a",
                "' OR 1=1 --");
        for (String token : hostile) {
            assertRefused(FakeCredentials.token(token));
        }
    }

    /** Nothing of a token is left where it might be logged. */
    @Test
    public void keepsTokensOutOfTexts() throws Exception {
        FakeCredentials credentials = valid();
        String token = credentials.header("X-Auth-Token");
        if (token != null) {
            assertFalse(validator().validate(credentials).toString().contains(token));
        }
        if (asksForCredentials()) {
            String wrong = "secret-of-somebody-0123456789";
            VitrineException refusal =
                    assertThrows(VitrineException.class, () -> validator().validate(FakeCredentials.token(wrong)));
            for (Throwable link = refusal; link != null; link = link.getCause()) {
                assertFalse(String.valueOf(link).contains(wrong));
            }
        }
    }

    /** Many threads at once get the same answer. */
    @Test
    public void servesManyThreads() throws Exception {
        Credentials credentials = valid();
        Identity expected = validator().validate(credentials);
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            List<Callable<Identity>> calls = new ArrayList<>();
            for (int i = 0; i < MANY * MANY; i++) {
                calls.add(() -> validator().validate(credentials));
            }
            for (Future<Identity> answer : threads.invokeAll(calls, 1, TimeUnit.MINUTES)) {
                assertEquals(expected, answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The challenge fits into a header. */
    @Test
    @Covers("AUTH-6")
    public void challengesInOneLine() throws Exception {
        validator().challenge().ifPresent(text -> {
            assertFalse(text.isBlank());
            assertTrue(text.chars().allMatch(c -> c >= ' ' && c < 0x7f));
        });
    }

    /** Work can be counted in and out. */
    @Test
    public void hasOneDrain() throws Exception {
        assertSame(validator().drain(), validator().drain());
        assertTrue(validator().drain().tryEnter());
        validator().drain().leave();
    }

    /** The driver says {@code UNAUTHENTICATED}, or takes everybody for an administrator if that is what it does. */
    protected final void assertRefused(Credentials credentials) throws Exception {
        if (!asksForCredentials()) {
            assertSame(Identity.UNAUTHENTICATED_ADMIN, validator().validate(credentials));
            return;
        }
        IdentityValidator driver = validator();
        VitrineException refusal = assertThrows(VitrineException.class, () -> driver.validate(credentials));
        assertEquals(ErrorKind.UNAUTHENTICATED, refusal.kind());
    }
}
