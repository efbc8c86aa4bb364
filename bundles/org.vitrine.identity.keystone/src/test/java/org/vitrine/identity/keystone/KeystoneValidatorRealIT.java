package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.identity.Credentials;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.FakeCredentials;
import org.vitrine.spi.testkit.server.KeystoneServer;

/** The driver and the Keystone of Debian's packages. */
@Covers({"AUTH-1", "op:AUTH-3", "op:AUTH-10"})
public class KeystoneValidatorRealIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static KeystoneServer keystone;

    private final List<KeystoneValidator> started = new ArrayList<>();

    @BeforeClass
    public static void startKeystone() throws Exception {
        keystone = KeystoneServer.start();
    }

    @AfterClass
    public static void stopKeystone() throws Exception {
        if (keystone != null) {
            keystone.close();
        }
    }

    @After
    public void stopDrivers() {
        started.forEach(KeystoneValidator::close);
    }

    @Test
    @Covers({"AUTH-3", "AUTH-7", "AUTH-13", "op:AUTH-13", "op:AUTH-17", "op:AUTH-18", "op:AUTH-40"})
    public void knowsAUserInAProject() throws Exception {
        String root = keystone.uri().resolve("/").toString();
        KeystoneValidator validator = start(settings().with("auth.url", root));
        String token = keystone.token("demo");
        Identity identity = ask(validator, token);
        assertEquals(Identity.Kind.CONFIRMED, identity.kind());
        assertEquals("demo", identity.attributes().get("user_name"));
        assertEquals("demo", identity.attributes().get("project_name"));
        assertEquals("default", identity.attributes().get("project_domain_id"));
        assertEquals("Default", identity.attributes().get("user_domain_name"));
        assertNotNull(identity.userId());
        assertNotNull(identity.projectId());
        assertEquals(Set.of("member", "reader"), Set.copyOf(identity.roles()));
        assertEquals(token, identity.token());
        JsonNode image = JSON.readTree(identity.catalog()).findParent("publicURL");
        assertEquals("RegionOne", image.get("region").asText());
        assertTrue(identity.catalog(), identity.catalog().contains("\"type\":\"image\""));
        assertTrue(ask(validator, keystone.token("admin")).roles().containsAll(List.of("admin", "member", "reader")));
    }

    @Test
    @Covers({"AUTH-5", "op:AUTH-4", "op:AUTH-7"})
    public void knowsNoTokenThatKeystoneDidNotIssue() throws Exception {
        KeystoneValidator validator = start(settings());
        String token = keystone.token("demo");
        for (String wrong :
                List.of("nonsense", token.substring(1), token + "A", "%", "A".repeat(8000), "../../projects")) {
            assertFails(ErrorKind.UNAUTHENTICATED, validator, FakeCredentials.token(wrong));
        }
    }

    @Test
    @Covers("op:AUTH-15")
    public void noticesWithinTheCacheTimeThatATokenWasRevoked() throws Exception {
        KeystoneValidator remembering = start(settings());
        KeystoneValidator brief = start(settings().with("token.cache.time", 1));
        String token = keystone.token("demo");
        ask(remembering, token);
        ask(brief, token);
        keystone.revoke(token);
        assertEquals("demo", ask(remembering, token).attributes().get("user_name"));
        awaitRefusal(brief, token, Duration.ofSeconds(5));
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings()), FakeCredentials.token(token));
    }

    @Test
    @Covers("AUTH-12")
    public void tellsOtherScopesFromProjects() throws Exception {
        KeystoneValidator validator = start(settings());
        Identity system = ask(validator, keystone.token("admin", "{\"system\": {\"all\": true}}"));
        assertEquals("all", system.attributes().get("system_scope"));
        assertNull(system.projectId());
        assertTrue(system.roles().contains("admin"));
        grantAdminOnDomain();
        Identity domain = ask(validator, keystone.token("admin", "{\"domain\": {\"id\": \"default\"}}"));
        assertEquals("default", domain.attributes().get("domain_id"));
        assertNull(domain.projectId());
        assertNull(domain.attributes().get("system_scope"));
        Identity unscoped = ask(validator, keystone.token("demo", "\"unscoped\""));
        assertEquals("demo", unscoped.attributes().get("user_name"));
        assertNull(unscoped.projectId());
        assertEquals(List.of(), unscoped.roles());
    }

    @Test
    @Covers({"AUTH-14", "op:AUTH-6", "op:AUTH-9"})
    public void aServiceTokenAddsItsRolesAndVouchesForAnExpiredToken() throws Exception {
        keystone.stop();
        keystone.resume(Duration.ofSeconds(6));
        String brief = keystone.token("demo");
        keystone.stop();
        keystone.resume();
        FakeCredentials request = FakeCredentials.token(brief);
        FakeCredentials served = request.with("X-Service-Token", keystone.token("glance"));
        KeystoneValidator validator = start(settings().with("token.cache.time", -1));
        Identity identity = validator.validate(served);
        assertEquals("demo", identity.attributes().get("user_name"));
        assertEquals("service", identity.attributes().get("service_project_name"));
        assertTrue(identity.serviceRoles().contains("service"));
        awaitRefusal(validator, brief, Duration.ofSeconds(20));
        assertEquals("demo", validator.validate(served).attributes().get("user_name"));
        FakeCredentials friend = request.with("X-Service-Token", keystone.token("alt_demo"));
        assertFails(ErrorKind.UNAUTHENTICATED, validator, friend);
    }

    @Test
    @Covers({"op:AUTH-12", "op:AUTH-36"})
    public void heedsAccessRules() throws Exception {
        String token = credentialToken(
                "demo",
                ", \"access_rules\": [{\"service\": \"image\", \"method\": \"GET\"," + " \"path\": \"/v2/images/*\"}]");
        KeystoneValidator validator = start(settings().with("service.type", "image"));
        FakeCredentials request = FakeCredentials.token(token);
        assertEquals(
                "demo",
                validator
                        .validate(request.to("GET", "/v2/images/1"))
                        .attributes()
                        .get("user_name"));
        assertFails(ErrorKind.UNAUTHENTICATED, validator, request.to("DELETE", "/v2/images/1"));
        assertFails(ErrorKind.UNAUTHENTICATED, validator, request.to("GET", "/v2/images/1/file"));
    }

    @Test
    @Covers({"op:AUTH-17", "op:AUTH-22", "op:AUTH-27", "op:AUTH-37"})
    public void provesItselfInOtherWays() throws Exception {
        String demo = keystone.token("demo");
        String[] credential = credential("glance", "");
        List<Settings> ways = List.of(
                Settings.empty()
                        .with("auth.type", "v3applicationcredential")
                        .with("application.credential.id", credential[0])
                        .with("application.credential.secret", credential[1]),
                Settings.empty()
                        .with("auth.type", "token")
                        .with("token", keystone.token("glance"))
                        .with("project.name", "service")
                        .with("project.domain.id", "default"),
                settings().with("region.name", "RegionOne").with("interface", "public"));
        for (Settings way : ways) {
            KeystoneValidator validator =
                    start(way.with("auth.url", keystone.uri().toString()));
            assertEquals("demo", ask(validator, demo).attributes().get("user_name"));
        }
        assertFails(ErrorKind.UNAVAILABLE, start(settings().with("password", "wrong")), FakeCredentials.token(demo));
    }

    @Test
    @Covers("op:AUTH-4")
    public void logsInAgainWhenItsOwnTokenIsWorthless() throws Exception {
        KeystoneValidator validator = start(settings().with("token.cache.time", -1));
        String before = keystone.token("demo");
        ask(validator, before);
        keystone.stop();
        keystone.resumeWithNewKeys();
        assertEquals("demo", ask(validator, keystone.token("demo")).attributes().get("user_name"));
        assertFails(ErrorKind.UNAUTHENTICATED, validator, FakeCredentials.token(before));
    }

    @Test
    @Covers("op:AUTH-5")
    public void goesOnWithWhatItRemembersWhileKeystoneIsAway() throws Exception {
        KeystoneValidator validator = start(settings());
        String known = keystone.token("demo");
        String unknown = keystone.token("alt_demo");
        ask(validator, known);
        keystone.stop();
        try {
            assertEquals("demo", ask(validator, known).attributes().get("user_name"));
            assertFails(ErrorKind.UNAVAILABLE, validator, FakeCredentials.token(unknown));
        } finally {
            keystone.resume();
        }
        assertEquals("alt_demo", ask(validator, unknown).attributes().get("user_name"));
    }

    private KeystoneValidator start(Settings settings) {
        KeystoneValidator validator = settings.validator();
        started.add(validator);
        return validator;
    }

    private static Settings settings() {
        return Settings.at(keystone.uri());
    }

    private static Identity ask(KeystoneValidator validator, String token) {
        return validator.validate(FakeCredentials.token(token));
    }

    private static void assertFails(ErrorKind kind, KeystoneValidator validator, Credentials credentials) {
        VitrineException failure = assertThrows(VitrineException.class, () -> validator.validate(credentials));
        assertEquals(String.valueOf(failure.getCause()), kind, failure.kind());
    }

    private static void awaitRefusal(KeystoneValidator validator, String token, Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                ask(validator, token);
            } catch (VitrineException e) {
                assertEquals(ErrorKind.UNAUTHENTICATED, e.kind());
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("the token is still taken");
    }

    private static void grantAdminOnDomain() throws Exception {
        String path = "/domains/default/users/" + id("user", "admin") + "/roles/" + id("role", "admin");
        assertEquals(
                204, keystone.call("PUT", path, keystone.token("admin"), null).statusCode());
    }

    private static String id(String kind, String name) throws Exception {
        String path = "/" + kind + "s?name=" + name;
        JsonNode found = JSON.readTree(
                keystone.call("GET", path, keystone.token("admin"), null).body());
        return found.path(kind + "s").path(0).path("id").asText();
    }

    /** Id and secret of a new application credential of the user. */
    private static String[] credential(String user, String more) throws Exception {
        String path = "/users/" + id("user", user) + "/application_credentials";
        String body = "{\"application_credential\": {\"name\": \"c" + System.nanoTime() + "\"" + more + "}}";
        JsonNode made = JSON.readTree(
                        keystone.call("POST", path, keystone.token(user), body).body())
                .path("application_credential");
        return new String[] {made.path("id").asText(), made.path("secret").asText()};
    }

    private static String credentialToken(String user, String more) throws Exception {
        String[] credential = credential(user, more);
        return keystone.login("{\"auth\": {\"identity\": {\"methods\": [\"application_credential\"],"
                + " \"application_credential\": {\"id\": \"" + credential[0] + "\", \"secret\": \"" + credential[1]
                + "\"}}}}");
    }
}
