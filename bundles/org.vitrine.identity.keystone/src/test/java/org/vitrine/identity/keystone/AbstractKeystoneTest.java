package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.identity.Credentials;
import org.vitrine.spi.testkit.identity.FakeCredentials;
import org.vitrine.spi.testkit.server.FakeKeystone;

/** A Keystone made by hand and drivers that ask it, with a time that stands still until a test moves it. */
public abstract class AbstractKeystoneTest {
    static final Instant NOW = Instant.parse("2024-02-01T12:00:00Z");

    private final AtomicLong passed = new AtomicLong();
    private final List<KeystoneValidator> started = new ArrayList<>();
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return NOW.plusNanos(passed.get());
        }
    };

    FakeKeystone keystone;

    @Before
    public final void startKeystone() throws Exception {
        keystone = new FakeKeystone();
    }

    @After
    public final void stopAll() {
        keystone.close();
        started.forEach(KeystoneValidator::close);
    }

    final Settings settings() {
        return Settings.at(keystone.uri());
    }

    final KeystoneValidator start(Settings settings) {
        KeystoneValidator validator = new KeystoneValidator(settings.config(), clock, passed::get);
        started.add(validator);
        return validator;
    }

    final void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    static Identity ask(KeystoneValidator validator, String token) {
        return validator.validate(FakeCredentials.token(token));
    }

    static void assertFails(ErrorKind kind, KeystoneValidator validator, Credentials credentials) {
        VitrineException failure = assertThrows(VitrineException.class, () -> validator.validate(credentials));
        assertEquals(failure.toString(), kind, failure.kind());
    }

    static void assertFails(ErrorKind kind, KeystoneValidator validator, String token) {
        assertFails(kind, validator, FakeCredentials.token(token));
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it did not happen in time");
            }
            Thread.onSpinWait();
        }
    }
}
