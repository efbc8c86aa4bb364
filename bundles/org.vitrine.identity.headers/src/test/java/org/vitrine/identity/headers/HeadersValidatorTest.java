package org.vitrine.identity.headers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.identity.IdentityValidator;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.AbstractIdentityValidatorContractTest;
import org.vitrine.spi.testkit.identity.FakeCredentials;

@Covers("AUTH-2")
public class HeadersValidatorTest extends AbstractIdentityValidatorContractTest {
    private static final String LOOPBACK = "127.0.0.0/8,::1/128";

    private final HeadersValidator validator = new HeadersValidator(config(LOOPBACK, false));
    private final HeadersValidator fake = new HeadersValidator(config(LOOPBACK, true));

    @Override
    protected IdentityValidator validator() {
        return validator;
    }

    @Override
    protected FakeCredentials valid() {
        return FakeCredentials.token("secret-token")
                .with("X-Identity-Status", "Confirmed")
                .with("X-User-Id", "u1")
                .with("X-Project-Id", "p1")
                .with("X-Roles", "Member, reader");
    }

    @Test
    @Covers({"AUTH-3", "AUTH-13", "CTX-2", "CTX-3"})
    public void readsEveryHeader() {
        Identity identity = validator.validate(valid().with("X-User-Name", "alice")
                .with("X-User-Domain-Id", "d1")
                .with("X-User-Domain-Name", "dom")
                .with("X-Project-Name", "proj")
                .with("X-Project-Domain-Id", "d2")
                .with("X-Project-Domain-Name", "dom2")
                .with("X-Domain-Id", "d3")
                .with("X-Domain-Name", "dom3")
                .with("OpenStack-System-Scope", "all")
                .with("X-Is-Admin-Project", "False")
                .with("X-Service-Roles", "Service , extra")
                .with("X-Service-User-Id", "su")
                .with("X-Service-User-Name", "nova")
                .with("X-Service-User-Domain-Id", "sd")
                .with("X-Service-Project-Id", "sp")
                .with("X-Service-Project-Name", "service")
                .with("X-Service-Project-Domain-Id", "spd")
                .with("X-Service-Catalog", "[{\"type\": \"image\"}]"));
        assertEquals(Identity.Kind.CONFIRMED, identity.kind());
        assertEquals("u1", identity.userId());
        assertEquals("p1", identity.projectId());
        assertEquals(List.of("member", "reader"), identity.roles());
        assertEquals("service roles keep their case", List.of("Service", "extra"), identity.serviceRoles());
        assertEquals("secret-token", identity.token());
        assertEquals("[{\"type\": \"image\"}]", identity.catalog());
        assertEquals("all", identity.attributes().get("system_scope"));
        assertEquals("False", identity.attributes().get("is_admin_project"));
        assertEquals("dom", identity.attributes().get("user_domain_name"));
        assertEquals("dom2", identity.attributes().get("project_domain_name"));
        assertEquals("d3", identity.attributes().get("domain_id"));
        assertEquals("su", identity.attributes().get("service_user_id"));
        assertEquals("spd", identity.attributes().get("service_project_domain_id"));
        assertEquals(18, identity.attributes().size());
    }

    @Test
    @Covers("CTX-3")
    public void readsTheOldNamesWhenTheNewAreMissing() {
        FakeCredentials old = FakeCredentials.none()
                .with("X-Identity-Status", "Confirmed")
                .with("X-User", "u2")
                .with("X-Tenant", "p3")
                .with("X-Role", "ADMIN")
                .with("X-Storage-Token", "stored");
        Identity identity = validator.validate(old);
        assertEquals("u2", identity.userId());
        assertEquals("p3", identity.projectId());
        assertEquals(List.of("admin"), identity.roles());
        assertEquals("stored", identity.token());
        assertEquals("p2", validator.validate(old.with("X-Tenant-Id", "p2")).projectId());
        assertEquals(
                "p1",
                validator
                        .validate(old.with("X-Tenant-Id", "p2").with("X-Project-Id", "p1"))
                        .projectId());
    }

    @Test
    public void theFirstHeaderSentCountsEvenIfBlank() {
        Identity identity = validator.validate(valid().with("X-Project-Id", " ").with("X-Tenant-Id", "p2"));
        assertNull(identity.projectId());
    }

    @Test
    @Covers("AUTH-3")
    public void noRolesAreNoRoles() {
        assertEquals(List.of(), validator.validate(valid().with("X-Roles", "")).roles());
        assertEquals(
                List.of("a"),
                validator.validate(valid().with("X-Roles", " ,A, ,")).roles());
        assertEquals("True", validator.validate(valid()).attributes().get("is_admin_project"));
        assertNull(validator.validate(valid()).catalog());
    }

    @Test
    @Covers({"AUTH-5", "CTX-1"})
    public void confirmedMeansExactlyThat() throws Exception {
        for (String status : List.of("confirmed", "CONFIRMED", "Confirmed ", "Invalid", "", "true")) {
            assertRefused(valid().with("X-Identity-Status", status));
        }
    }

    @Test
    public void believesTrustedPeersAlone() throws Exception {
        assertEquals("u1", validator.validate(valid().from("127.8.9.10")).userId());
        assertEquals("u1", validator.validate(valid().from("0:0:0:0:0:0:0:1")).userId());
        for (String peer : List.of("128.0.0.1", "10.0.0.1", "::2", "fe80::1%eth0", "", "localhost", "unknown")) {
            assertRefused(valid().from(peer));
        }
        assertRefused(valid().from(null));
        HeadersValidator wide = new HeadersValidator(config("10.0.0.0/8 , fe80::/10", false));
        assertEquals("u1", wide.validate(valid().from("10.255.0.1")).userId());
        assertEquals("u1", wide.validate(valid().from("fe80::1%eth0")).userId());
        assertThrows(VitrineException.class, () -> wide.validate(valid()));
        HeadersValidator nobody = new HeadersValidator(config("", false));
        assertThrows(VitrineException.class, () -> nobody.validate(valid()));
    }

    @Test
    @Covers({"AUTH-4", "CTX-4"})
    public void aCatalogThatIsNoJsonIsAnInvalidRequest() {
        for (String catalog : List.of("", " ", "{", "[1", "nonsense", "[] []", "{'a': 1}", "[".repeat(5000))) {
            VitrineException refusal = assertThrows(
                    catalog,
                    VitrineException.class,
                    () -> validator.validate(valid().with("X-Service-Catalog", catalog)));
            assertEquals(ErrorKind.INVALID, refusal.kind());
        }
    }

    @Test
    public void nobodyLearnsAboutCatalogsUnconfirmed() throws Exception {
        assertRefused(FakeCredentials.none().with("X-Service-Catalog", "{"));
    }

    @Test
    @Covers({"AUTH-10", "PIPE-14"})
    public void fakeTokensNameUserProjectAndRoles() throws Exception {
        Identity identity = fake.validate(FakeCredentials.token("alice:p1:Member,reader"));
        assertEquals(Identity.Kind.CONFIRMED, identity.kind());
        assertEquals("alice", identity.userId());
        assertEquals("p1", identity.projectId());
        assertEquals(List.of("member", "reader"), identity.roles());
        assertNull(fake.validate(FakeCredentials.token("alice:NONE:admin")).projectId());
        assertEquals(
                List.of(), fake.validate(FakeCredentials.token("alice:p1:")).roles());
    }

    @Test
    @Covers({"AUTH-5", "AUTH-10"})
    public void withoutAFakeTokenTheHeadersCount() {
        assertEquals("u1", fake.validate(valid()).userId());
        for (FakeCredentials wrong :
                List.of(FakeCredentials.none(), FakeCredentials.token("a:b"), FakeCredentials.token("a:b:c:d"))) {
            VitrineException refusal = assertThrows(VitrineException.class, () -> fake.validate(wrong));
            assertEquals(ErrorKind.UNAUTHENTICATED, refusal.kind());
        }
    }

    @Test
    @Covers("PIPE-14")
    public void fakeTokensAreOffUnlessSwitchedOnAndNeverForStrangers() throws Exception {
        FakeCredentials token = FakeCredentials.token("alice:p1:admin");
        assertRefused(token);
        assertThrows(VitrineException.class, () -> fake.validate(token.from("203.0.113.7")));
        assertFalse((boolean) HeadersConfig.class.getDeclaredMethod("fake_auth").getDefaultValue());
    }

    @Test
    @Covers("AUTH-6")
    public void challengesNobody() {
        assertEquals(Optional.empty(), validator.challenge());
    }

    @Test
    public void refusesNonsenseWithTheKeyInTheMessage() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> new HeadersValidator(config("127.0.0.0/8,proxy", false)));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("trusted.proxies"));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("proxy"));
    }

    @Test
    public void theSampleNamesEveryKeyAtItsDefault() throws Exception {
        Path sample = Path.of("etc", "org.vitrine.identity.headers.cfg.sample");
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve(sample))) {
            here = here.getParent();
        }
        List<String> keys = Files.readAllLines(here.resolve(sample), StandardCharsets.US_ASCII).stream()
                .filter(line -> line.matches("#[a-z.]+ = .*"))
                .toList();
        assertEquals(List.of("#trusted.proxies = " + LOOPBACK, "#fake.auth = false"), keys);
        assertEquals(2, HeadersConfig.class.getDeclaredMethods().length);
        assertEquals(
                LOOPBACK,
                HeadersConfig.class.getDeclaredMethod("trusted_proxies").getDefaultValue());
    }

    @Test
    public void letsNobodyInOnceItLeaves() {
        validator.close();
        assertFalse(validator.drain().tryEnter());
    }

    private static HeadersConfig config(String proxies, boolean fakeAuth) {
        return new HeadersConfig() {
            @Override
            public String trusted_proxies() {
                return proxies;
            }

            @Override
            public boolean fake_auth() {
                return fakeAuth;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return HeadersConfig.class;
            }
        };
    }
}
