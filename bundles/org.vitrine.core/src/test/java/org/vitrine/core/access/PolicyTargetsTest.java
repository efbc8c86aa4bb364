package org.vitrine.core.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.plugins.Plugins;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Visibility;
import org.vitrine.spi.policy.PolicyTarget;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.policy.DefaultPolicy;

/** What a policy can ask of its target, and what its no becomes. */
public class PolicyTargetsTest {
    private static final RequestContext MEMBER = Callers.member("p2");

    private final DefaultPolicy policy = new DefaultPolicy();
    private Authorizer authorizer;
    private PolicyTarget asked;

    @Before
    public void open() {
        Plugins plugins = new Plugins(Map.of());
        plugins.bind(policy);
        authorizer = new Authorizer(plugins.policy);
        policy.set("spy", (context, target) -> {
            asked = target;
            return true;
        });
    }

    private static Image image() {
        return Image.builder("6a1f0c9e-0000-4000-8000-000000000001", Instant.EPOCH)
                .name("n")
                .owner("p1")
                .status(ImageStatus.ACTIVE)
                .diskFormat("raw")
                .isProtected(true)
                .size(5L)
                .minRam(7)
                .hash("sha512", "abc")
                .property("hw_x", "y")
                .property("empty", null)
                .build();
    }

    @Test
    @Covers({"POL-32", "op:POL-89"})
    public void anImageIsAllItsAttributesAndProperties() {
        authorizer.require(MEMBER, "spy", new ImageView(image(), true));
        String[][] rows = {
            {"id", "6a1f0c9e-0000-4000-8000-000000000001"},
            {"image_id", "6a1f0c9e-0000-4000-8000-000000000001"},
            {"project_id", "p1"},
            {"owner", "p1"},
            {"member_id", "p2"},
            {"name", "n"},
            {"status", "active"},
            {"visibility", "shared"},
            {"disk_format", "raw"},
            {"container_format", "None"},
            {"protected", "True"},
            {"os_hidden", "False"},
            {"size", "5"},
            {"virtual_size", "None"},
            {"min_disk", "0"},
            {"min_ram", "7"},
            {"checksum", "None"},
            {"os_hash_algo", "sha512"},
            {"os_hash_value", "abc"},
            {"hw_x", "y"},
            {"empty", "None"},
            {"locations", null},
            {"no_such_property", null}
        };
        for (String[] row : rows) {
            assertEquals(row[0], row[1], asked.value(row[0]));
        }
    }

    @Test
    @Covers({"POL-32", "MEM-10"})
    public void onlyAMemberIsAMember() {
        authorizer.require(MEMBER, "spy", new ImageView(image(), false));
        assertEquals("None", asked.value("member_id"));
        authorizer.require(Callers.member("p1"), "spy", new ImageView(image(), true));
        assertEquals("the owner is none", "None", asked.value("member_id"));
        authorizer.require(Callers.unauthenticatedAdmin(), "spy", new ImageView(image(), false));
        assertEquals("None", asked.value("member_id"));
    }

    @Test
    @Covers({"POL-32", "POL-1", "POL-3"})
    public void beforeThereIsAnImageThereIsLittleToAsk() {
        authorizer.requireOnNew(MEMBER, "spy", "p3", Visibility.COMMUNITY);
        assertEquals("p3", asked.value("project_id"));
        assertEquals("p3", asked.value("owner"));
        assertEquals("community", asked.value("visibility"));
        assertNull(asked.value("name"));
        authorizer.requireOnNew(MEMBER, "spy", null, Visibility.PRIVATE);
        assertEquals("None", asked.value("owner"));
        authorizer.requireOnOwnProject(MEMBER, "spy");
        assertEquals("p2", asked.value("project_id"));
        assertNull(asked.value("visibility"));
    }

    @Test
    @Covers({"POL-30", "ERR-22", "ERR-23", "GOTCHA-42"})
    public void aNoIsForbiddenOrNotFound() {
        ImageView view = new ImageView(image(), true);
        policy.deny("delete_image");
        assertEquals(ErrorKind.FORBIDDEN, refusal("delete_image", view));
        policy.deny("get_image");
        assertEquals(ErrorKind.NOT_FOUND, refusal("delete_image", view));
        assertEquals(ErrorKind.NOT_FOUND, refusal("get_image", view));
        policy.allow("delete_image");
        authorizer.require(MEMBER, "delete_image", view);
        assertEquals(ErrorKind.FORBIDDEN, refusal("unknown rules are the administrators'", PolicyTarget.NONE));
    }

    @Test
    @Covers("POL-30")
    public void whatAPatchDidSoFarCounts() {
        policy.set("modify_image", (context, target) -> "ok".equals(target.value("k")));
        ImageView view = new ImageView(image(), true);
        assertEquals(ErrorKind.FORBIDDEN, refusal("modify_image", view));
        authorizer.require(MEMBER, "modify_image", view, Map.of("k", "ok"));
    }

    @Test
    @Covers("VIS-3")
    public void theOwnerAndAdministratorsChangeAnImage() {
        authorizer.requireOwner(Callers.reader("p1"), image());
        authorizer.requireOwner(Callers.admin(null), image());
        for (RequestContext other : new RequestContext[] {MEMBER, Callers.member(null)}) {
            VitrineException refusal =
                    assertThrows(VitrineException.class, () -> authorizer.requireOwner(other, image()));
            assertEquals(ErrorKind.FORBIDDEN, refusal.kind());
            assertTrue(refusal.getMessage().contains("You do not own this image"));
        }
        Image orphan = image().toBuilder().owner(null).build();
        assertThrows(VitrineException.class, () -> authorizer.requireOwner(Callers.member(null), orphan));
    }

    private ErrorKind refusal(String rule, ImageView view) {
        return assertThrows(VitrineException.class, () -> authorizer.require(MEMBER, rule, view))
                .kind();
    }

    private ErrorKind refusal(String rule, PolicyTarget target) {
        return assertThrows(VitrineException.class, () -> authorizer.require(MEMBER, rule, target))
                .kind();
    }
}
