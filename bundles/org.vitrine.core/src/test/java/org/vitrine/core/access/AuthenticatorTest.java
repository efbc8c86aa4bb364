package org.vitrine.core.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.plugins.Configuration;
import org.vitrine.core.plugins.Plugins;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.FakeCredentials;
import org.vitrine.spi.testkit.identity.FakeIdentityValidator;
import org.vitrine.spi.testkit.policy.DefaultPolicy;

/** Who calls, and as what. */
public class AuthenticatorTest {
    private final Plugins plugins = new Plugins(Map.of());
    private final FakeIdentityValidator identities = new FakeIdentityValidator();
    private final DefaultPolicy policy = new DefaultPolicy();

    @Before
    public void bind() {
        plugins.bind(identities);
        plugins.bind(policy);
        identities.know("member", identity(Identity.Kind.CONFIRMED, "member", "reader"));
        identities.know("admin", identity(Identity.Kind.CONFIRMED, "admin"));
        identities.know("open", Identity.UNAUTHENTICATED_ADMIN);
    }

    private static Identity identity(Identity.Kind kind, String... roles) {
        return new Identity(kind, Map.of("project_id", "p1", "user_id", "u1"), List.of(roles), List.of(), "t", null);
    }

    private Authenticator authenticator(boolean anonymous) {
        return new Authenticator(
                plugins.identity,
                plugins.policy,
                Configuration.of(Authenticator.AccessConfig.class, Map.of("allow_anonymous_access", anonymous)));
    }

    private RequestContext authenticate(boolean anonymous, String token) {
        return authenticator(anonymous).authenticate(FakeCredentials.token(token), "req-1", "192.0.2.7");
    }

    private ErrorKind refusal(boolean anonymous, String token) {
        return assertThrows(VitrineException.class, () -> authenticate(anonymous, token))
                .kind();
    }

    @Test
    @Covers({"AUTH-7", "AUTH-11"})
    public void thePolicySaysWhoIsAnAdministrator() {
        RequestContext member = authenticate(false, "member");
        assertEquals("p1", member.projectId());
        assertEquals("u1", member.userId());
        assertEquals("req-1", member.requestId());
        assertEquals("192.0.2.7", member.remoteAddress());
        assertFalse(member.admin() || member.readOnly());
        assertTrue(authenticate(false, "admin").admin());
        policy.set("context_is_admin", (context, target) -> "u1".equals(target.value("user_id")));
        assertTrue("by any fact of the identity", authenticate(false, "member").admin());
        policy.deny("context_is_admin");
        assertFalse(authenticate(false, "admin").admin());
    }

    @Test
    @Covers("AUTH-8")
    public void aServerThatAsksNobodyHasAdministratorsOnly() {
        policy.deny("context_is_admin");
        RequestContext context = authenticate(false, "open");
        assertTrue(context.admin());
        assertNull(context.projectId());
        assertFalse(context.readOnly());
    }

    @Test
    @Covers({"AUTH-5", "AUTH-9", "LIM-19", "ERR-21"})
    public void withoutCredentialsOnlyReadingIsPossibleIfAnything() {
        assertEquals(ErrorKind.UNAUTHENTICATED, refusal(false, "wrong"));
        RequestContext anonymous = authenticate(true, "wrong");
        assertTrue(anonymous.readOnly());
        assertFalse(anonymous.admin());
        assertNull(anonymous.projectId());
        assertEquals(List.of(), anonymous.identity().roles());
        assertFalse(
                "known callers stay who they are", authenticate(true, "member").readOnly());
    }

    @Test
    @Covers("AUTH-5")
    public void aServiceThatCannotBeAskedIsNotACallerThatIsUnknown() {
        identities.failWith(ErrorKind.UNAVAILABLE);
        assertEquals(ErrorKind.UNAVAILABLE, refusal(true, "member"));
        Plugins empty = new Plugins(Map.of());
        empty.bind(policy);
        Authenticator nobodyToAsk = new Authenticator(
                empty.identity,
                empty.policy,
                Configuration.of(Authenticator.AccessConfig.class, Map.of("allow_anonymous_access", true)));
        assertEquals(
                ErrorKind.UNAVAILABLE,
                assertThrows(
                                VitrineException.class,
                                () -> nobodyToAsk.authenticate(FakeCredentials.token("member"), "req-1", "x"))
                        .kind());
        assertEquals(Optional.empty(), nobodyToAsk.challenge());
        identities.failWith(null);
        plugins.unbind(policy);
        assertEquals("no engine, no administrator", ErrorKind.UNAVAILABLE, refusal(false, "admin"));
    }

    @Test
    @Covers("AUTH-6")
    public void theChallengeIsTheDrivers() {
        assertEquals(Optional.empty(), authenticator(false).challenge());
        identities.challengeWith("Keystone uri=\"http://keystone\"");
        assertEquals(
                Optional.of("Keystone uri=\"http://keystone\""),
                authenticator(false).challenge());
    }

    @Test
    public void anEditOfTheConfigurationTakesEffectAtOnce() {
        Authenticator authenticator = authenticator(false);
        authenticator.modified(
                Configuration.of(Authenticator.AccessConfig.class, Map.of("allow_anonymous_access", true)));
        assertTrue(
                authenticator.authenticate(FakeCredentials.none(), "req-1", "x").readOnly());
    }
}
