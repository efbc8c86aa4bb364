package org.vitrine.policy.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;
import org.vitrine.spi.policy.PolicyTarget;
import org.vitrine.spi.testkit.Covers;

/** What changes while operators hold on to the defaults of earlier releases. */
public class OldDefaultsTest {
    private static final RequestContext NOBODY = Caller.with();
    private static final PolicyTarget OWN = image("p1");
    private static final PolicyTarget FOREIGN = image("p2");
    private static final PolicyTarget OWNERLESS = image("None");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path directory;

    @Before
    public void find() {
        directory = folder.getRoot().toPath();
    }

    @Test
    @Covers("op:POL-33")
    public void oldDefaultsAllowToo() {
        OsloEnforcer engine = engine(true, false);
        assertTrue(allows(engine, NOBODY, "get_image", FOREIGN));
        assertTrue(allows(engine, NOBODY, "delete_image", FOREIGN));
        assertTrue(allows(engine, NOBODY, "get_metadef_namespace", FOREIGN));
        assertTrue(allows(engine, NOBODY, "modify_member", FOREIGN));
        assertEquals("has none", false, allows(engine, NOBODY, "publicize_image", OWN));
        assertEquals("has none", false, allows(engine, NOBODY, "tasks_api_access", OWN));
        assertEquals("an admin's too", false, allows(engine, NOBODY, "cache_list", OWN));
    }

    @Test
    @Covers({"op:POL-33", "op:POL-50"})
    public void aFileChangesWhatOldDefaultsReferTo() throws Exception {
        Files.writeString(directory.resolve("policy.yaml"), "default: role:operator\nget_image: role:viewer\n");
        OsloEnforcer engine = engine(true, false);
        assertEquals(false, allows(engine, NOBODY, "delete_image", OWN));
        assertTrue(allows(engine, Caller.with("operator"), "delete_image", FOREIGN));
        assertEquals("a file wins alone", false, allows(engine, Caller.with("operator"), "get_image", FOREIGN));
        assertTrue(allows(engine, Caller.with("viewer"), "get_image", FOREIGN));
    }

    @Test
    @Covers({"op:POL-15", "op:POL-22"})
    public void unknownNamesFollowTheDefaultRule() throws Exception {
        Files.writeString(directory.resolve("policy.yaml"), "otherwise: role:operator\nmine: rule:unknown\n");
        OsloEnforcer engine = new OsloEnforcer(config().defaultRule("otherwise"));
        assertEquals(false, allows(engine, NOBODY, "unknown", OWN));
        assertTrue(allows(engine, Caller.with("operator"), "unknown", OWN));
        assertTrue(allows(engine, Caller.with("operator"), "mine", OWN));
        assertTrue(engine.explain(NOBODY, "unknown", OWN).contains("the default rule decides, set from a policy file"));
        OsloEnforcer nowhere = new OsloEnforcer(config().defaultRule("nowhere"));
        assertEquals(false, allows(nowhere, Caller.SERVER, "unknown", OWN));
        assertTrue(nowhere.explain(NOBODY, "unknown", OWN).contains("There is no such rule, and no default rule."));
    }

    @Test
    @Covers({"op:POL-41", "op:POL-90"})
    public void legacyModeAsksForTheOwnerBesides() throws Exception {
        Files.writeString(directory.resolve("policy.yaml"), "modify_image: ''\n");
        OsloEnforcer engine = engine(false, false);
        for (String rule : new String[] {
            "delete_image",
            "delete_image_location",
            "upload_image",
            "modify_image",
            "deactivate",
            "reactivate",
            "add_member",
            "delete_member",
            "add_image"
        }) {
            assertTrue(rule, allows(engine, NOBODY, rule, OWN));
            assertEquals(rule, false, allows(engine, NOBODY, rule, FOREIGN));
            assertEquals(rule, false, allows(engine, NOBODY, rule, OWNERLESS));
            assertTrue(rule, allows(engine, Caller.with("admin"), rule, FOREIGN));
        }
        assertEquals("no owner speaks for a member", false, allows(engine, NOBODY, "modify_member", OWN));
        assertTrue(allows(engine, NOBODY, "modify_member", FOREIGN));
        assertTrue(engine.explain(NOBODY, "modify_member", OWN).contains("leave the status to the others"));
        RequestContext homeless = Caller.of(Map.of("user_id", "u1"), java.util.List.of(), java.util.List.of());
        assertEquals(false, allows(engine, homeless, "delete_image", OWNERLESS));
        assertTrue("its own, which is none", allows(engine, homeless, "add_image", OWNERLESS));
        assertTrue("reading asks for nothing", allows(engine, NOBODY, "get_image", FOREIGN));
        assertTrue(engine.explain(NOBODY, "delete_image", FOREIGN).contains("does not own it"));
        assertTrue("one of the two is enough", allows(engine(true, false), NOBODY, "delete_image", FOREIGN));
        assertTrue(allows(engine(false, true), NOBODY, "modify_image", FOREIGN));
    }

    @Test
    @Covers({"op:POL-23", "op:POL-40"})
    public void scopeWarnsOnceForEachPolicyWhenNotEnforced() {
        RequestContext system = Caller.known("system_scope", "all", "admin");
        try (CapturedLog log = new CapturedLog()) {
            OsloEnforcer engine = engine(false, true);
            for (int i = 0; i < 3; i++) {
                assertTrue(allows(engine, system, "get_image", OWN));
                assertTrue(allows(engine, system, "get_images", OWN));
                assertTrue(allows(engine, system, "metadef_admin", OWN));
            }
            assertEquals(log.lines("WARN").toString(), 2, log.lines("WARN").size());
            assertTrue(engine.explain(system, "get_image", OWN)
                    .contains("system scope, the policy wants project scope; enforce.scope is off"));
        }
        assertTrue(engine(true, true)
                .explain(system, "get_image", OWN)
                .startsWith("get_image: DENIED\nThe rule is set by default.\nThe token has system scope"));
    }

    @Test
    @Covers({"op:POL-12", "op:POL-34", "op:POL-73"})
    public void aReviewTellsOperatorsWhatIsOdd() throws Exception {
        Files.writeString(directory.resolve("policy.yaml"), """
                a: rule:b and @
                b: not rule:a
                c: role:x or rule:c
                lost: not (rule:nowhere)
                copy_image: "(rule:context_is_admin)"
                modify_task: "!"
                server: https://policy.example/ask
                """);
        try (CapturedLog log = new CapturedLog()) {
            new OsloEnforcer(config());
            String warnings = String.join("\n", log.lines("WARN"));
            assertTrue(warnings, warnings.contains("Policies [lost] refer to a rule that is not defined"));
            assertTrue(warnings, warnings.contains("Policies [a, b, c] refer to each other in a circle"));
            assertTrue(warnings, warnings.contains("Policies [copy_image] are the same as their defaults"));
            assertTrue(warnings, warnings.contains("modify_task is never asked"));
            assertTrue(warnings, warnings.contains("remote.ssl.verify.server.crt is off"));
            assertEquals(warnings, 5, log.lines("WARN").size());
        }
    }

    private EngineConfig config() {
        return new EngineConfig(directory);
    }

    private OsloEnforcer engine(boolean scope, boolean newDefaults) {
        return new OsloEnforcer(config().scope(scope).newDefaults(newDefaults));
    }

    private static boolean allows(OsloEnforcer engine, RequestContext caller, String rule, PolicyTarget target) {
        return engine.decide(caller, rule, target) == Decision.ALLOWED;
    }

    private static PolicyTarget image(String owner) {
        return PolicyTarget.of(
                Map.of("owner", owner, "project_id", owner, "member_id", "None", "visibility", "private"));
    }
}
