package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

public class KeystoneConfigTest {
    private static final Pattern KEY = Pattern.compile("(?m)^#([a-z][a-z.]*) =(.*)$");

    @Test
    public void theSampleNamesEveryKeyAtItsDefault() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (Method method : KeystoneConfig.class.getDeclaredMethods()) {
            expected.put(Settings.key(method), method.getDefaultValue().toString());
        }
        Map<String, String> found = new TreeMap<>();
        Matcher matcher = KEY.matcher(Files.readString(sample(), StandardCharsets.US_ASCII));
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2).strip());
        }
        assertEquals(expected, found);
    }

    @Test
    @Covers({
        "op:AUTH-20",
        "op:AUTH-21",
        "op:AUTH-22",
        "op:AUTH-24",
        "op:AUTH-26",
        "op:AUTH-29",
        "op:AUTH-33",
        "op:AUTH-34",
        "op:AUTH-35",
        "op:AUTH-36"
    })
    public void defaultsAreTheContracts() {
        KeystoneConfig config = Settings.empty().config();
        assertEquals("internal", config.interface$());
        assertEquals(3, config.http_request_max_retries());
        assertFalse(config.insecure());
        assertEquals(300, config.token_cache_time());
        assertTrue(config.include_service_catalog());
        assertEquals("permissive", config.enforce_token_bind());
        assertEquals("service", config.service_token_roles());
        assertFalse(config.service_token_roles_required());
        assertEquals("", config.service_type());
        assertEquals("", config.auth_version());
    }

    @Test
    public void refusesNonsenseWithTheKeyInTheMessage() {
        refuses("auth.version", "v2.0");
        refuses("interface", "private");
        refuses("http.connect.timeout", -1);
        refuses("http.request.max.retries", -1);
        refuses("validation.timeout", 0);
        refuses("token.cache.time", -2);
        refuses("token.cache.entries", 0);
        refuses("token.cache.bytes", 0L);
        refuses("www.authenticate.uri", "http://a\r\nX-Evil: b");
        refuses("www.authenticate.uri", "http://a\"b");
        refuses("keyfile", "key.pem");
        refuses("cafile", "/nowhere/ca.pem");
        refuses("certfile", "/nowhere/cert.pem");
    }

    @Test
    @Covers("op:AUTH-21")
    public void acceptsTheOneVersionThereIs() {
        Settings.at("http://keystone").with("auth.version", "v3").validator().close();
    }

    private static void refuses(String key, Object value) {
        Settings settings = Settings.at("http://keystone").with(key, value);
        IllegalArgumentException refusal = assertThrows(key, IllegalArgumentException.class, settings::validator);
        assertTrue(refusal.getMessage(), refusal.getMessage().startsWith(key + ":"));
    }

    private static Path sample() {
        Path file = Path.of("etc", "org.vitrine.identity.keystone.cfg.sample");
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.exists(here.resolve(file))) {
                return here.resolve(file);
            }
        }
        throw new AssertionError("there is no " + file);
    }
}
