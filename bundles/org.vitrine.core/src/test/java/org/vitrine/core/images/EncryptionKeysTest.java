package org.vitrine.core.images;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.Test;
import org.vitrine.core.RecordedLog;
import org.vitrine.core.plugins.Plugins;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.keymanager.MemoryKeyring;

/** Which keys go with their images, and what the log says of those that stay. */
public class EncryptionKeysTest {
    private static final String IMAGE = "8a0e2a4e-7b39-4d5c-9a83-5d1c1f0f6a11";
    private static final RequestContext OWNER = Callers.member("p1");
    private static final String KEY = "cinder_encryption_key_id";
    private static final String POLICY = "cinder_encryption_key_deletion_policy";
    private static final String WITH_THE_IMAGE = "on_image_deletion";

    private final Plugins plugins = new Plugins(Map.of());
    private final MemoryKeyring manager = new MemoryKeyring();
    private final RecordedLog log = new RecordedLog();
    private final EncryptionKeys keys = new EncryptionKeys(plugins.keyring, log.logger());

    private void delete(RequestContext caller, Map<String, String> properties) {
        keys.deleteKeyOf(
                caller,
                Image.builder(IMAGE, Instant.EPOCH).properties(properties).build());
    }

    private void delete(String key) {
        delete(OWNER, Map.of(KEY, key, POLICY, WITH_THE_IMAGE));
    }

    @Test
    @Covers({"DEL-12", "op:SCHEMA-8"})
    public void aKeyGoesWithItsImageWhenThePropertiesSaySo() {
        plugins.bind(manager);
        UUID key = manager.create("p1");
        delete(OWNER, Map.of(KEY, key.toString()));
        delete(OWNER, Map.of(POLICY, WITH_THE_IMAGE));
        delete(OWNER, Map.of(KEY, key.toString(), POLICY, "do_not_delete"));
        delete(OWNER, Map.of(KEY, key.toString(), POLICY, "ON_IMAGE_DELETION"));
        delete(OWNER, Map.of(KEY, key.toString(), POLICY, ""));
        assertEquals(Set.of(key), manager.keys());
        delete(key.toString());
        assertEquals(Set.of(), manager.keys());
        assertEquals(List.of(), log.lines());
        assertEquals("no lease is kept", 0, manager.drain().running());
    }

    @Test
    public void anIdCountsHoweverItIsWritten() {
        plugins.bind(manager);
        UUID one = manager.create("p1");
        UUID other = manager.create("p1");
        delete(one.toString().toUpperCase(Locale.ROOT));
        delete(other.toString().replace("-", ""));
        assertEquals(Set.of(), manager.keys());
    }

    @Test
    @Covers({"DEL-12", "op:SCHEMA-8"})
    public void aFailureIsOneWarningAndNoMore() {
        plugins.bind(manager);
        UUID key = manager.create("p1");
        delete(Callers.member("p2"), Map.of(KEY, key.toString(), POLICY, WITH_THE_IMAGE));
        UUID unknown = new UUID(0, 0);
        delete(unknown.toString());
        manager.fail(new VitrineException(ErrorKind.UNAVAILABLE, "nobody there", new IllegalStateException("t0ken")));
        delete(key.toString());
        manager.fail(new IllegalStateException("a defect"));
        delete(key.toString());
        String stays = "warn: image " + IMAGE + ": its encryption key ";
        assertEquals(
                List.of(
                        stays + key + " stays: the key is another project's",
                        stays + unknown + " stays: there is no such key",
                        stays + key + " stays: nobody there",
                        stays + key + " may stay, as the driver failed with a stack"),
                log.lines());
        assertEquals(Set.of(key), manager.keys());
        assertEquals("no lease is kept", 0, manager.drain().running());
    }

    @Test
    @Covers("DEL-12")
    public void withoutAKeyManagerTheLogSaysThatTheKeyStays() {
        UUID key = manager.create("p1");
        String line = "warn: image " + IMAGE + ": its encryption key " + key
                + " stays: The key manager is not available now. Try again later.";
        delete(key.toString());
        assertEquals(List.of(line), log.lines());
        plugins.bind(manager);
        plugins.unbind(manager);
        delete(key.toString());
        assertEquals(List.of(line, line), log.lines());
        assertEquals(Set.of(key), manager.keys());
    }

    @Test
    public void whatIsNoIdNeverReachesAKeyManager() {
        plugins.bind(manager);
        manager.fail(new IllegalStateException("asked"));
        UUID key = manager.create("p1");
        List<String> hostile = List.of(
                "",
                " ",
                " " + key,
                key + "\n",
                key + "/",
                "../" + key,
                key + "/../../orders",
                key + "?force=true",
                key + "#",
                "%2e%2e/" + key,
                "{" + key + "}",
                "urn:uuid:" + key,
                "http://127.0.0.1/v1/secrets/" + key,
                "1-1-1-1-1",
                key.toString().replace('-', '\u2010'),
                "\u0661".repeat(32),
                "a\r\nX-Auth-Token: b",
                "0".repeat(100_000));
        hostile.forEach(this::delete);
        String line = "warn: image " + IMAGE + ": its property " + KEY + " is no id of a key; no key is deleted";
        assertEquals(hostile.stream().map(text -> line).toList(), log.lines());
        assertFalse(manager.keys().isEmpty());
    }
}
