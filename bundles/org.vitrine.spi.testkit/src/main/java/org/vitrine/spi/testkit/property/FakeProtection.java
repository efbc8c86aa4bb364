package org.vitrine.spi.testkit.property;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.property.PropertyProtection;

/** Permits administrators everything and everybody else what a test did not deny. Safe for many threads. */
public final class FakeProtection implements PropertyProtection {
    private record Denial(String property, Action action) {}

    private final Set<Denial> denials = ConcurrentHashMap.newKeySet();
    private final Drain drain = new Drain();

    /** From now on only administrators may do these things to that property. Returns this protection. */
    public FakeProtection deny(String property, Action... actions) {
        for (Action action : actions) {
            denials.add(new Denial(property, action));
        }
        return this;
    }

    @Override
    public boolean permits(String property, Action action, RequestContext context) {
        return context.admin() || !denials.contains(new Denial(property, action));
    }

    @Override
    public Drain drain() {
        return drain;
    }
}
