package org.vitrine.core.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.keymanager.Keyring;
import org.vitrine.spi.testkit.keymanager.MemoryKeyring;

/** A key manager that is replaced while keys are deleted. */
public class CurrentKeyringTest {
    private final MemoryKeyring first = new MemoryKeyring();
    private final MemoryKeyring second = new MemoryKeyring();

    private static CurrentKeyring holder(int graceSeconds) {
        return new CurrentKeyring(new PluginSettings(
                Configuration.of(PluginSettings.PluginsConfig.class, Map.of("swap_grace", graceSeconds))));
    }

    @Test
    public void aDeletionWaitsForTheSuccessor() throws Exception {
        CurrentKeyring keyring = holder(600);
        keyring.bind(first);
        keyring.unbind(first);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Keyring> used = thread.submit(() -> {
                try (Lease<Keyring> lease = keyring.lease()) {
                    return lease.get();
                }
            });
            keyring.bind(second);
            assertSame(second, used.get(1, TimeUnit.MINUTES));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    public void aLeavingOneFinishesItsWork() {
        CurrentKeyring keyring = holder(0);
        keyring.bind(first);
        try (Lease<Keyring> lease = keyring.lease()) {
            keyring.bind(second);
            keyring.unbind(first);
            assertSame(first, lease.get());
            assertFalse("work is in hand", first.drain().close(Duration.ZERO));
        }
        assertEquals(0, first.drain().running());
        try (Lease<Keyring> lease = keyring.lease()) {
            assertSame(second, lease.get());
        }
        keyring.unbind(second);
        VitrineException e = assertThrows(VitrineException.class, keyring::lease);
        assertEquals(ErrorKind.UNAVAILABLE, e.kind());
    }
}
