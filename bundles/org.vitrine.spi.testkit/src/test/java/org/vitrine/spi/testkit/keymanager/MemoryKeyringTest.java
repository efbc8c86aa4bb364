package org.vitrine.spi.testkit.keymanager;

import java.util.UUID;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.keymanager.Keyring;
import org.vitrine.spi.testkit.identity.Callers;

public class MemoryKeyringTest extends AbstractKeyringContractTest {
    private final MemoryKeyring keys = new MemoryKeyring();

    @Override
    protected Keyring keyring() {
        return keys;
    }

    @Override
    protected UUID create() {
        return keys.create("p1");
    }

    @Override
    protected boolean exists(UUID key) {
        return keys.keys().contains(key);
    }

    @Override
    protected RequestContext owner() {
        return Callers.member("p1");
    }

    @Override
    protected RequestContext stranger() {
        return Callers.member("p2");
    }
}
