package org.vitrine.identity.none;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;

import java.util.Optional;
import org.junit.Test;
import org.vitrine.domain.identity.Identity;
import org.vitrine.spi.identity.IdentityValidator;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.AbstractIdentityValidatorContractTest;
import org.vitrine.spi.testkit.identity.FakeCredentials;

@Covers({"AUTH-8", "CTX-7"})
public class OpenValidatorTest extends AbstractIdentityValidatorContractTest {
    private final OpenValidator validator = new OpenValidator();

    @Override
    protected IdentityValidator validator() {
        return validator;
    }

    @Override
    protected FakeCredentials valid() {
        return FakeCredentials.none();
    }

    @Override
    protected boolean asksForCredentials() {
        return false;
    }

    @Test
    public void nobodyHasAUserOrAProject() {
        Identity identity = validator.validate(FakeCredentials.token("u:p:r").with("X-Project-Id", "p"));
        assertNull(identity.userId());
        assertNull(identity.projectId());
    }

    @Test
    @Covers("AUTH-6")
    public void challengesNobody() {
        assertEquals(Optional.empty(), validator.challenge());
    }

    @Test
    public void letsNobodyInOnceItLeaves() {
        validator.close();
        assertFalse(validator.drain().tryEnter());
    }
}
