package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Optional;
import org.junit.Test;
import org.vitrine.keystone.ServiceLogin;
import org.vitrine.spi.testkit.Covers;

@Covers({"op:AUTH-17", "op:AUTH-37"})
public class ConfiguredLoginTest {
    private static final String URL = "http://keystone:5000";
    private static final Settings USER = Settings.empty()
            .with("auth.url", URL + "/")
            .with("username", "glance")
            .with("password", "se\"cret")
            .with("user.domain.name", "Default");

    @Test
    @Covers("op:AUTH-40")
    public void passwordNeedsNoType() {
        String expected =
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"glance\","
                        + "\"domain\":{\"name\":\"Default\"},\"password\":\"se\\\"cret\"}}},"
                        + "\"scope\":{\"project\":{\"name\":\"service\",\"domain\":{\"name\":\"Default\"}}}}}";
        Settings settings = USER.with("project.name", "service").with("project.domain.name", "Default");
        assertEquals(expected, request(settings));
        assertEquals(expected, request(settings.with("auth.type", "password")));
        assertEquals(expected, request(settings.with("auth.type", " v3password")));
        assertEquals(URL, ConfiguredLogin.of(settings.config()).url().toString());
    }

    @Test
    public void idsComeBeforeNamesAndOwnDomainsBeforeTheDefault() {
        assertEquals(
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"id\":\"u\","
                        + "\"password\":\"se\\\"cret\"}}},\"scope\":{\"project\":{\"id\":\"p\"}}}}",
                request(USER.with("user.id", "u").with("project.id", "p").with("project.name", "x")));
        assertEquals(
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"glance\","
                        + "\"domain\":{\"id\":\"own\"},\"password\":\"se\\\"cret\"}}},"
                        + "\"scope\":{\"project\":{\"name\":\"x\",\"domain\":{\"id\":\"dflt\"}}}}}",
                request(USER.with("user.domain.id", "own")
                        .with("default.domain.id", "dflt")
                        .with("default.domain.name", "Dflt")
                        .with("project.name", "x")));
    }

    @Test
    public void thereAreOtherScopes() {
        assertEquals("\"scope\":{\"system\":{\"all\":true}}}}", scope(USER.with("system.scope", "all")));
        assertEquals("\"scope\":{\"domain\":{\"name\":\"D\"}}}}", scope(USER.with("domain.name", "D")));
        assertEquals("\"scope\":{\"OS-TRUST:trust\":{\"id\":\"t\"}}}}", scope(USER.with("trust.id", "t")));
        assertFalse(request(USER).contains("scope"));
    }

    @Test
    public void thereAreOtherProofs() {
        Settings credential = Settings.empty()
                .with("auth.type", "v3applicationcredential")
                .with("auth.url", URL)
                .with("application.credential.secret", "s");
        assertEquals(
                "{\"auth\":{\"identity\":{\"methods\":[\"application_credential\"],"
                        + "\"application_credential\":{\"id\":\"a\",\"secret\":\"s\"}}}}",
                request(credential.with("application.credential.id", "a")));
        assertEquals(
                "{\"auth\":{\"identity\":{\"methods\":[\"application_credential\"],\"application_credential\":{"
                        + "\"name\":\"n\",\"user\":{\"id\":\"u\"},\"secret\":\"s\"}}}}",
                request(credential.with("application.credential.name", "n").with("user.id", "u")));
        assertEquals(
                "{\"auth\":{\"identity\":{\"methods\":[\"token\"],\"token\":{\"id\":\"t\"}},"
                        + "\"scope\":{\"project\":{\"id\":\"p\"}}}}",
                request(Settings.empty()
                        .with("auth.type", "token")
                        .with("auth.url", URL)
                        .with("token", "t")
                        .with("project.id", "p")));
        ServiceLogin none = ConfiguredLogin.of(
                Settings.empty().with("auth.type", "none").with("endpoint", URL).config());
        assertEquals(Optional.empty(), none.request());
        assertEquals(Optional.empty(), none.token());
        assertEquals(URL, none.url().toString());
    }

    @Test
    @Covers("op:AUTH-39")
    public void oldFilesGoOnWorking() {
        Settings old = Settings.empty()
                .with("auth.host", "keystone")
                .with("auth.port", 5000)
                .with("auth.protocol", "http")
                .with("auth.admin.prefix", "identity")
                .with("admin.user", "glance")
                .with("admin.password", "s")
                .with("admin.tenant.name", "service");
        assertEquals(URL + "/identity", ConfiguredLogin.of(old.config()).url().toString());
        assertEquals(
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"glance\","
                        + "\"domain\":{\"id\":\"default\"},\"password\":\"s\"}}},"
                        + "\"scope\":{\"project\":{\"name\":\"service\",\"domain\":{\"id\":\"default\"}}}}}",
                request(old));
        ServiceLogin login = ConfiguredLogin.of(
                old.with("identity.uri", URL).with("admin.token", "t").config());
        assertEquals(URL, login.url().toString());
        assertEquals(Optional.of("t"), login.token());
    }

    @Test
    public void refusesNonsenseWithTheKeyInTheMessage() {
        refuses("auth.url", USER.with("auth.url", ""));
        refuses("auth.url", USER.with("auth.url", "keystone:5000"));
        refuses("auth.url", USER.with("auth.url", "ftp://keystone"));
        refuses("auth.url", USER.with("auth.url", "http://"));
        refuses("auth.url", USER.with("auth.url", "http://a b"));
        refuses("auth.url", USER.with("auth.url", "http://user:secret@keystone"));
        refuses("auth.url", USER.with("auth.url", "http://keystone/?a=b"));
        refuses("auth.type", USER.with("auth.type", "v2password"));
        refuses("username", USER.with("username", ""));
        refuses("password", USER.with("password", ""));
        refuses("user.domain.name", USER.with("user.domain.name", ""));
        refuses("project.domain.name", USER.with("project.name", "p"));
        refuses("system.scope", USER.with("system.scope", "some"));
        refuses("project.name", USER.with("system.scope", "all").with("trust.id", "t"));
        refuses("token", USER.with("auth.type", "token"));
        refuses("application.credential.id", USER.with("auth.type", "v3applicationcredential"));
        refuses(
                "application.credential.secret",
                USER.with("auth.type", "v3applicationcredential").with("application.credential.id", "a"));
        refuses("endpoint", Settings.empty().with("auth.type", "none"));
        refuses("admin.user", Settings.empty().with("auth.host", "keystone"));
        refuses("admin.token", Settings.empty().with("identity.uri", URL).with("admin.token", "a\nb"));
        refuses("identity.uri", Settings.empty().with("identity.uri", "nonsense"));
    }

    @Test
    public void tellsNoSecret() {
        assertFalse(ConfiguredLogin.of(USER.config()).toString().contains("cret"));
    }

    private static void refuses(String key, Settings settings) {
        IllegalArgumentException refusal =
                assertThrows(key, IllegalArgumentException.class, () -> ConfiguredLogin.of(settings.config()));
        assertTrue(refusal.getMessage(), refusal.getMessage().startsWith(key + ":"));
        for (Throwable link = refusal; link != null; link = link.getCause()) {
            assertFalse(link.toString(), link.toString().contains("cret@"));
        }
    }

    private static String request(Settings settings) {
        return ConfiguredLogin.of(settings.config()).request().orElseThrow();
    }

    private static String scope(Settings settings) {
        String request = request(settings);
        return request.substring(request.indexOf("\"scope\""));
    }
}
