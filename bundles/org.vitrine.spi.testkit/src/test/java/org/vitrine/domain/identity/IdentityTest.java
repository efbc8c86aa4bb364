package org.vitrine.domain.identity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.testkit.Covers;

public class IdentityTest {
    private static Identity identity(Map<String, String> attributes, List<String> roles) {
        return new Identity(Identity.Kind.CONFIRMED, attributes, roles, roles, "the-token", "the-catalog");
    }

    @Test
    public void itDoesNotChangeWithWhatItWasMadeOf() {
        Map<String, String> attributes = new HashMap<>(Map.of("user_id", "u", "project_id", "p"));
        List<String> roles = new ArrayList<>(List.of("member"));
        Identity identity = identity(attributes, roles);
        attributes.clear();
        roles.clear();
        assertEquals("u", identity.userId());
        assertEquals("p", identity.projectId());
        assertEquals(List.of("member"), identity.roles());
        assertEquals(List.of("member"), identity.serviceRoles());
        assertThrows(UnsupportedOperationException.class, () -> identity.roles().add("admin"));
        assertThrows(
                UnsupportedOperationException.class,
                () -> identity.serviceRoles().add("service"));
        assertThrows(
                UnsupportedOperationException.class, () -> identity.attributes().put("user_id", "other"));
    }

    @Test
    public void itsTextHoldsNoSecret() {
        String text = identity(Map.of("user_id", "u"), List.of("member")).toString();
        assertTrue(text, text.contains("member"));
        assertFalse(text, text.contains("the-token"));
        assertFalse(text, text.contains("the-catalog"));
        RequestContext context =
                new RequestContext("req-1", identity(Map.of("user_id", "u"), List.of()), false, "192.0.2.1");
        assertFalse(context.toString(), context.toString().contains("the-token"));
    }

    @Test
    @Covers({"AUTH-7", "AUTH-11"})
    public void theProjectAndThePolicySayWhatACallerSees() {
        Identity member = identity(Map.of("project_id", "p"), List.of("member"));
        assertEquals(new Viewer("p", false), new RequestContext("req-1", member, false, "").viewer());
        assertEquals(new Viewer("p", true), new RequestContext("req-1", member, true, "").viewer());
    }

    @Test
    @Covers({"AUTH-8", "AUTH-9"})
    public void nobodyHasNeitherUserNorProject() {
        for (Identity identity : List.of(Identity.ANONYMOUS, Identity.UNAUTHENTICATED_ADMIN)) {
            assertNull(identity.userId());
            assertNull(identity.projectId());
            assertEquals(List.of(), identity.roles());
        }
        assertTrue(new RequestContext("req-1", Identity.ANONYMOUS, false, "").readOnly());
        RequestContext server = RequestContext.server("req-1");
        assertFalse(server.readOnly());
        assertTrue(server.admin());
        assertEquals(Viewer.SERVER, server.viewer());
    }
}
