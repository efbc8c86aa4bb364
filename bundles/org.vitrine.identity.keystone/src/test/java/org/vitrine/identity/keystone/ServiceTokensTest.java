package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.FakeCredentials;

@Covers({"AUTH-14", "op:AUTH-9", "op:AUTH-35"})
public class ServiceTokensTest extends AbstractKeystoneTest {
    private static final FakeCredentials REQUEST = FakeCredentials.token("t").with("X-Service-Token", "nova");

    @Before
    public void know() {
        keystone.know("t");
        keystone.know(
                "nova",
                "\"user\":{\"id\":\"su\",\"name\":\"nova\",\"domain\":{\"id\":\"sd\"}}",
                "\"project\":{\"id\":\"sp\",\"name\":\"service\",\"domain\":{\"id\":\"spd\"}}",
                "\"roles\":[{\"name\":\"service\"},{\"name\":\"Admin\"}]");
        keystone.know("friend", "\"roles\":[{\"name\":\"member\"}]");
    }

    @Test
    @Covers("CTX-3")
    public void addsWhoServes() {
        Identity identity = start(settings()).validate(REQUEST);
        assertEquals("u1", identity.userId());
        assertEquals("p1", identity.projectId());
        assertEquals(List.of("member", "reader"), identity.roles());
        assertEquals("as Keystone spells them", List.of("service", "Admin"), identity.serviceRoles());
        assertEquals("su", identity.attributes().get("service_user_id"));
        assertEquals("sd", identity.attributes().get("service_user_domain_id"));
        assertEquals("sp", identity.attributes().get("service_project_id"));
        assertEquals("spd", identity.attributes().get("service_project_domain_id"));
        assertEquals("t", identity.token());
    }

    @Test
    public void isNotLeftBehindInTheRememberedToken() {
        KeystoneValidator validator = start(settings());
        validator.validate(REQUEST);
        assertEquals(List.of(), ask(validator, "t").serviceRoles());
    }

    @Test
    public void aServiceVouchesForATokenThatExpiredOnTheWay() {
        keystone.know("t", NOW.plusSeconds(10));
        KeystoneValidator validator = start(settings());
        assertEquals("u1", validator.validate(REQUEST).userId());
        assertEquals("/v3/auth/tokens?allow_expired=1 service-token-1 t 1", keystone.asked.get(1));
        pass(Duration.ofSeconds(11));
        assertEquals("u1", validator.validate(REQUEST).userId());
        assertFails(ErrorKind.UNAUTHENTICATED, validator, "t");
        assertFails(ErrorKind.UNAUTHENTICATED, validator, REQUEST.with("X-Service-Token", "friend"));
        assertEquals(3, keystone.validations.get());
    }

    @Test
    @Covers("op:AUTH-33")
    public void asksForNoCatalogEither() {
        start(settings().with("include.service.catalog", false)).validate(REQUEST);
        assertEquals("/v3/auth/tokens?nocatalog&allow_expired=1 service-token-1 t 1", keystone.asked.get(1));
    }

    @Test
    public void withoutTheRoleItIsBelievedButVouchesForNothing() {
        KeystoneValidator validator = start(settings());
        Identity identity = validator.validate(REQUEST.with("X-Service-Token", "friend"));
        assertEquals(List.of("member"), identity.serviceRoles());
        assertEquals("/v3/auth/tokens service-token-1 t 1", keystone.asked.get(1));
    }

    @Test
    public void theRoleMayBeRequired() {
        Settings required = settings().with("service.token.roles.required", true);
        FakeCredentials request = REQUEST.with("X-Service-Token", "friend");
        Identity identity = start(required).validate(request);
        assertEquals("u1", identity.userId());
        assertEquals(List.of(), identity.serviceRoles());
        assertFails(ErrorKind.UNAUTHENTICATED, start(required.with("delay.auth.decision", false)), request);
        KeystoneValidator members = start(required.with("service.token.roles", "operator, member"));
        assertEquals(List.of("member"), members.validate(request).serviceRoles());
    }

    @Test
    @Covers({"op:AUTH-8", "op:AUTH-23"})
    public void aWrongOneIsIgnoredOrRefusedAsConfigured() {
        FakeCredentials request = REQUEST.with("X-Service-Token", "forged");
        Identity identity = start(settings()).validate(request);
        assertEquals("u1", identity.userId());
        assertEquals(List.of(), identity.serviceRoles());
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings().with("delay.auth.decision", false)), request);
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings()), REQUEST.with("X-Auth-Token", "forged"));
    }

    @Test
    @Covers("op:AUTH-5")
    public void thatItCannotBeCheckedIsNoReasonToIgnoreIt() {
        KeystoneValidator validator = start(settings());
        ask(validator, "t");
        keystone.instead = (method, path) -> "500 oops";
        assertFails(ErrorKind.UNAVAILABLE, validator, REQUEST);
    }
}
