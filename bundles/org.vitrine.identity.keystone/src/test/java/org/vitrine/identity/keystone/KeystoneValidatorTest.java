package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.FakeCredentials;

public class KeystoneValidatorTest extends AbstractKeystoneTest {
    private static final int MANY = 100;

    @Test
    @Covers({"AUTH-7", "op:AUTH-7", "op:AUTH-10", "op:AUTH-13", "CTX-2", "CTX-3"})
    public void readsATokenOfAProject() {
        keystone.know(
                "t",
                "\"catalog\":[{\"type\":\"image\",\"name\":\"glance\",\"endpoints\":["
                        + "{\"interface\":\"public\",\"region\":\"R1\",\"url\":\"http://p1\"},"
                        + "{\"interface\":\"admin\",\"region\":\"R2\",\"url\":\"http://a2\"},"
                        + "{\"interface\":\"internal\",\"region\":\"R1\",\"url\":\"http://i1\"}]},"
                        + "{\"type\":\"empty\",\"endpoints\":[]}]");
        Identity identity = ask(start(settings()), "t");
        assertEquals(Identity.Kind.CONFIRMED, identity.kind());
        assertEquals("u1", identity.userId());
        assertEquals("p1", identity.projectId());
        assertEquals("alice", identity.attributes().get("user_name"));
        assertEquals("d1", identity.attributes().get("user_domain_id"));
        assertEquals("Dom", identity.attributes().get("user_domain_name"));
        assertEquals("proj", identity.attributes().get("project_name"));
        assertEquals("d2", identity.attributes().get("project_domain_id"));
        assertEquals("Dom2", identity.attributes().get("project_domain_name"));
        assertEquals("False", identity.attributes().get("is_admin_project"));
        assertEquals(9, identity.attributes().size());
        assertEquals(List.of("member", "reader"), identity.roles());
        assertEquals(List.of(), identity.serviceRoles());
        assertEquals("t", identity.token());
        assertEquals(
                "[{\"type\":\"image\",\"name\":\"glance\",\"endpoints\":["
                        + "{\"region\":\"R1\",\"publicURL\":\"http://p1\",\"internalURL\":\"http://i1\"},"
                        + "{\"region\":\"R2\",\"adminURL\":\"http://a2\"}]},{\"type\":\"empty\",\"endpoints\":[]}]",
                identity.catalog());
    }

    @Test
    @Covers({"AUTH-12", "op:AUTH-10"})
    public void readsOtherScopes() {
        keystone.know("system", "\"project\":null,\"system\":{\"all\":true}");
        keystone.know("domain", "\"project\":null,\"domain\":{\"id\":\"d9\",\"name\":\"Nine\"}");
        keystone.know("unscoped", "\"project\":null,\"roles\":null,\"catalog\":null,\"is_admin_project\":true");
        KeystoneValidator validator = start(settings());
        assertEquals("all", ask(validator, "system").attributes().get("system_scope"));
        assertNull(ask(validator, "system").projectId());
        assertEquals("d9", ask(validator, "domain").attributes().get("domain_id"));
        assertEquals("Nine", ask(validator, "domain").attributes().get("domain_name"));
        Identity unscoped = ask(validator, "unscoped");
        assertNull(unscoped.projectId());
        assertNull(unscoped.catalog());
        assertEquals(List.of(), unscoped.roles());
        assertEquals("True", unscoped.attributes().get("is_admin_project"));
    }

    @Test
    @Covers({"op:AUTH-3", "op:AUTH-33"})
    public void asksAsTheContractSays() {
        keystone.know("t");
        ask(start(settings()), "t");
        assertEquals(List.of("/v3/auth/tokens service-token-1 t 1"), keystone.asked);
        ask(start(settings().with("include.service.catalog", false)), "t");
        assertEquals("/v3/auth/tokens?nocatalog service-token-2 t 1", keystone.asked.get(1));
    }

    @Test
    @Covers("op:AUTH-2")
    public void findsTheTokenInEitherHeader() {
        keystone.know("t");
        KeystoneValidator validator = start(settings());
        assertEquals("u1", ask(validator, " \tt ").userId());
        FakeCredentials stored = FakeCredentials.none().with("X-Storage-Token", "t");
        assertEquals("u1", validator.validate(stored).userId());
        assertFails(ErrorKind.UNAUTHENTICATED, validator, stored.with("X-Auth-Token", ""));
        assertEquals(1, keystone.validations.get());
    }

    @Test
    @Covers({"op:AUTH-15", "op:AUTH-29"})
    public void remembersATokenForAWhile() {
        keystone.know("t");
        KeystoneValidator validator = start(settings().with("token.cache.time", 60));
        Identity first = ask(validator, "t");
        pass(Duration.ofSeconds(59));
        assertSame(first, ask(validator, "t"));
        assertEquals(1, keystone.validations.get());
        keystone.forget("t");
        pass(Duration.ofSeconds(1));
        assertFails(ErrorKind.UNAUTHENTICATED, validator, "t");
        assertEquals(2, keystone.validations.get());
        assertEquals(1, keystone.logins.get());
    }

    @Test
    @Covers("op:AUTH-29")
    public void remembersNothingWhenToldSo() {
        keystone.know("t");
        KeystoneValidator validator = start(settings().with("token.cache.time", -1));
        ask(validator, "t");
        ask(validator, "t");
        assertEquals(2, keystone.validations.get());
        assertEquals(0, validator.remembered());
    }

    @Test
    @Covers({"op:AUTH-4", "op:AUTH-15"})
    public void doesNotRememberRefusals() {
        KeystoneValidator validator = start(settings());
        assertFails(ErrorKind.UNAUTHENTICATED, validator, "t");
        assertEquals(0, validator.remembered());
        keystone.know("t");
        assertEquals("u1", ask(validator, "t").userId());
    }

    @Test
    @Covers({"op:AUTH-6", "op:AUTH-15"})
    public void looksAtTheExpiryOfARememberedToken() {
        keystone.know("t", NOW.plusSeconds(100));
        KeystoneValidator validator = start(settings());
        ask(validator, "t");
        pass(Duration.ofMillis(99_999));
        ask(validator, "t");
        pass(Duration.ofMillis(1));
        assertFails(ErrorKind.UNAUTHENTICATED, validator, "t");
        assertEquals(1, keystone.validations.get());
    }

    @Test
    @Covers("op:AUTH-6")
    public void refusesATokenThatKeystoneTakesThoughItHasExpired() {
        keystone.know("t", NOW);
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings()), "t");
    }

    @Test
    public void remembersABoundedNumberOfTokens() {
        KeystoneValidator validator = start(settings().with("token.cache.entries", 3));
        for (int i = 0; i < 10; i++) {
            keystone.know("t" + i);
            ask(validator, "t" + i);
        }
        assertEquals(3, validator.remembered());
        ask(validator, "t9");
        ask(validator, "t7");
        assertEquals(10, keystone.validations.get());
        ask(validator, "t6");
        assertEquals(11, keystone.validations.get());
    }

    @Test
    public void manyRequestsWithOneUnknownTokenCostOneCall() throws Exception {
        keystone.know("t");
        KeystoneValidator validator = start(settings());
        CountDownLatch gate = keystone.hang();
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            List<Future<Identity>> answers = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                Callable<Identity> call = () -> ask(validator, "t");
                answers.add(threads.submit(call));
            }
            await(() -> keystone.discoveries.get() > 0);
            gate.countDown();
            for (Future<Identity> answer : answers) {
                assertSame(answers.get(0).get(), answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, keystone.logins.get());
        assertEquals(1, keystone.validations.get());
    }

    @Test
    @Covers({"op:AUTH-12", "op:AUTH-36"})
    public void heedsTheAccessRulesOfApplicationCredentials() {
        String rules = "\"catalog\":[{\"type\":\"image\",\"endpoints\":[]}],\"application_credential\":{\"id\":\"a\","
                + "\"restricted\":true,\"access_rules\":[{\"service\":\"image\",\"method\":\"GET\",\"path\":\"/v2/images\"},"
                + "{\"service\":\"image\",\"method\":\"GET\",\"path\":\"/v2/images/*\"}]}";
        keystone.know("ruled", rules);
        keystone.know("shut", "\"catalog\":[{\"type\":\"image\"}],\"application_credential\":{\"access_rules\":[]}");
        keystone.know("free", "\"application_credential\":{\"id\":\"a\",\"restricted\":true}");
        KeystoneValidator image = start(settings().with("service.type", "image"));
        FakeCredentials ruled = FakeCredentials.token("ruled");
        assertEquals("u1", image.validate(ruled).userId());
        assertEquals("u1", image.validate(ruled.to("GET", "/v2/images/1")).userId());
        assertFails(ErrorKind.UNAUTHENTICATED, image, ruled.to("PATCH", "/v2/images/1"));
        assertFails(ErrorKind.UNAUTHENTICATED, image, ruled.to("GET", "/v2/images/1/file"));
        assertFails(ErrorKind.UNAUTHENTICATED, image, "shut");
        assertEquals("u1", ask(image, "free").userId());
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings()), "ruled");
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings().with("service.type", "compute")), "ruled");
        keystone.know("nova", "\"roles\":[{\"name\":\"service\"}]");
        FakeCredentials byService = ruled.with("X-Service-Token", "nova").to("DELETE", "/v2/images/1");
        assertEquals("u1", image.validate(byService).userId());
        assertFails(ErrorKind.UNAUTHENTICATED, image, byService.with("X-Service-Token", "forged"));
    }

    @Test
    @Covers({"op:AUTH-14", "op:AUTH-34"})
    public void takesNoTokenThatIsBoundToKerberos() {
        keystone.know("bound", "\"bind\":{\"kerberos\":\"alice@REALM\"}");
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings()), "bound");
        assertEquals(
                "u1",
                ask(start(settings().with("enforce.token.bind", "disabled")), "bound")
                        .userId());
    }

    @Test
    @Covers({"AUTH-6", "op:AUTH-11", "op:AUTH-20"})
    public void challengesWithTheConfiguredUri() {
        assertEquals(
                Optional.of("Keystone uri=\"https://auth.example.org/v3\""),
                start(settings().with("www.authenticate.uri", "https://auth.example.org/v3"))
                        .challenge());
        assertEquals(
                Optional.of("Keystone uri=\"" + keystone.uri() + "\""),
                start(settings()).challenge());
    }

    @Test
    public void connectsToNothingBeforeTheFirstToken() {
        KeystoneValidator validator = start(settings());
        assertFails(ErrorKind.UNAUTHENTICATED, validator, FakeCredentials.none());
        assertFails(ErrorKind.UNAUTHENTICATED, validator, FakeCredentials.none().with("X-Service-Token", "s"));
        assertEquals(0, keystone.discoveries.get() + keystone.logins.get() + keystone.validations.get());
    }

    @Test
    public void letsNobodyInOnceItLeaves() {
        KeystoneValidator validator = start(settings());
        validator.close();
        assertFalse(validator.drain().tryEnter());
    }
}
