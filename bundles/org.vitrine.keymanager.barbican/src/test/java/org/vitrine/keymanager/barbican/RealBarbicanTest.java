package org.vitrine.keymanager.barbican;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.keymanager.Keyring;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.keymanager.AbstractKeyringContractTest;
import org.vitrine.spi.testkit.server.BarbicanServer;
import org.vitrine.spi.testkit.server.KeystoneServer;

/** Real Keystone, real Barbican. */
public class RealBarbicanTest extends AbstractKeyringContractTest {
    private static KeystoneServer keystone;
    private static BarbicanServer barbican;
    private static String demo;
    private static String stranger;

    private final List<BarbicanKeyring> opened = new ArrayList<>();
    private final BarbicanKeyring driver = open(settings().with("barbican_endpoint", barbican.uri() + "/"));

    @BeforeClass
    public static void startServers() throws Exception {
        keystone = KeystoneServer.start();
        barbican = BarbicanServer.start(keystone);
        demo = keystone.token("demo");
        stranger = keystone.token("alt_demo");
    }

    @AfterClass
    public static void stopServers() throws Exception {
        if (barbican != null) {
            barbican.close();
        }
        if (keystone != null) {
            keystone.close();
        }
    }

    @After
    public void close() {
        opened.forEach(BarbicanKeyring::close);
    }

    private static FakeConfiguration<BarbicanConfig> settings() {
        return FakeConfiguration.of(BarbicanConfig.class)
                .with("auth_endpoint", keystone.uri().toString());
    }

    private BarbicanKeyring open(FakeConfiguration<BarbicanConfig> settings) {
        BarbicanKeyring opening = new BarbicanKeyring(settings.build());
        opened.add(opening);
        return opening;
    }

    @Override
    protected Keyring keyring() {
        return driver;
    }

    @Override
    protected UUID create() throws Exception {
        return barbican.keys().create(demo);
    }

    @Override
    protected boolean exists(UUID key) throws Exception {
        return barbican.keys().holds(demo, key);
    }

    @Override
    protected RequestContext owner() {
        return Requests.with(demo, null);
    }

    @Override
    protected RequestContext stranger() {
        return Requests.with(stranger, null);
    }

    @Test
    @Covers({"DEL-12", "op:CFG-77"})
    public void asksKeystoneWhereBarbicanIsWhenTheRequestDoesNotSay() throws Exception {
        BarbicanKeyring searching = open(settings());
        UUID key = create();
        VitrineException e = assertThrows(VitrineException.class, () -> searching.delete(owner(), key));
        assertEquals("the caller's catalog has no public endpoint of a key manager", e.getMessage());
        keystone.registerService("key-manager", "barbican", barbican.uri());
        String fresh = keystone.token("demo");
        searching.delete(Requests.with(fresh, null), key);
        assertFalse(exists(key));
        UUID other = create();
        open(settings().with("barbican_endpoint_type", "internal").with("barbican_region_name", "RegionOne"))
                .delete(Requests.with(fresh, null), other);
        assertFalse(exists(other));
        VitrineException refused =
                assertThrows(VitrineException.class, () -> searching.delete(Requests.with("worthless", null), other));
        assertEquals(ErrorKind.FORBIDDEN, refused.kind());
    }

    @Test
    public void aTokenThatIsWorthlessDeletesNothing() throws Exception {
        UUID key = create();
        String token = keystone.token("demo");
        keystone.revoke(token);
        for (String worthless : List.of(token, "nonsense")) {
            VitrineException e =
                    assertThrows(VitrineException.class, () -> driver.delete(Requests.with(worthless, null), key));
            assertEquals(ErrorKind.FORBIDDEN, e.kind());
        }
        assertTrue(exists(key));
    }

    @Test
    @Covers("DEL-12")
    public void survivesABarbicanThatIsDownOrHangs() throws Exception {
        BarbicanKeyring impatient = open(
                settings().with("barbican_endpoint", barbican.uri().toString()).with("timeout", 1));
        UUID key = create();
        barbican.stop();
        try {
            assertEquals(
                    ErrorKind.UNAVAILABLE,
                    assertThrows(VitrineException.class, () -> impatient.delete(owner(), key))
                            .kind());
        } finally {
            barbican.resume();
        }
        assertTrue("it came back with its keys", exists(key));
        barbican.freeze();
        try {
            VitrineException e = assertThrows(VitrineException.class, () -> impatient.delete(owner(), key));
            assertEquals("Barbican did not answer in time", e.getMessage());
        } finally {
            barbican.thaw();
        }
        UUID next = create();
        driver.delete(owner(), next);
        assertFalse(exists(next));
    }
}
