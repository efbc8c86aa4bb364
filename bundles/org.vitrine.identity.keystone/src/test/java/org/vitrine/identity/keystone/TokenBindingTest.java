package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;

import java.util.Map;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

@Covers({"op:AUTH-14", "op:AUTH-34"})
public class TokenBindingTest {
    private static final Map<String, String> FREE = Map.of();
    private static final Map<String, String> KERBEROS = Map.of("kerberos", "alice@REALM");
    private static final Map<String, String> UNKNOWN = Map.of("x509", "thumb");

    @Test
    public void permitsByMode() {
        assertPermits("disabled", true, true, true);
        assertPermits("permissive", true, false, true);
        assertPermits("Strict", true, false, false);
        assertPermits("required", false, false, false);
        assertPermits("kerberos", false, false, false);
    }

    private static void assertPermits(String mode, boolean free, boolean kerberos, boolean unknown) {
        TokenBinding binding = TokenBinding.of(mode);
        assertEquals(mode, free, binding.permits(FREE));
        assertEquals(mode, kerberos, binding.permits(KERBEROS));
        assertEquals(mode, unknown, binding.permits(UNKNOWN));
    }
}
