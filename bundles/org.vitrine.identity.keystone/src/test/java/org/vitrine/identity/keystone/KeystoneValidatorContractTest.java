package org.vitrine.identity.keystone;

import org.junit.After;
import org.junit.Before;
import org.vitrine.spi.identity.IdentityValidator;
import org.vitrine.spi.testkit.identity.AbstractIdentityValidatorContractTest;
import org.vitrine.spi.testkit.identity.FakeCredentials;
import org.vitrine.spi.testkit.server.FakeKeystone;

public class KeystoneValidatorContractTest extends AbstractIdentityValidatorContractTest {
    private FakeKeystone keystone;
    private KeystoneValidator validator;

    @Before
    public void start() throws Exception {
        keystone = new FakeKeystone().know("good-token");
        validator = Settings.at(keystone.uri()).validator();
    }

    @After
    public void stop() {
        validator.close();
        keystone.close();
    }

    @Override
    protected IdentityValidator validator() {
        return validator;
    }

    @Override
    protected FakeCredentials valid() {
        return FakeCredentials.token("good-token");
    }
}
