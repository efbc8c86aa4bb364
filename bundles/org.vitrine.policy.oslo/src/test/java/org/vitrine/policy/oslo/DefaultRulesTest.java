package org.vitrine.policy.oslo;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;
import org.vitrine.spi.policy.PolicyTarget;
import org.vitrine.spi.testkit.Covers;

/** Who may do what when no file says anything: one line for each policy and kind of caller. */
public class DefaultRulesTest {
    private static final PolicyTarget OWN = target("p1", "None", "private");
    private static final PolicyTarget OTHERS = target("p2", "None", "private");
    private static final PolicyTarget SHARED_WITH_ME = target("p2", "p1", "shared");
    private static final PolicyTarget PUBLIC = target("p2", "None", "public");
    private static final PolicyTarget COMMUNITY = target("p2", "None", "community");
    private static final List<PolicyTarget> TARGETS = List.of(OWN, OTHERS, SHARED_WITH_ME, PUBLIC, COMMUNITY);

    private static final RequestContext READER = Caller.with("reader");
    private static final RequestContext MEMBER = Caller.with("member");
    private static final RequestContext ADMIN = Caller.with("admin");
    private static final RequestContext SERVICE = Caller.with("service");
    private static final RequestContext NOBODY = Caller.with();

    @Rule
    public final TemporaryFolder directory = new TemporaryFolder();

    private OsloEnforcer engine;

    @Before
    public void open() {
        engine = new OsloEnforcer(new EngineConfig(directory.getRoot().toPath()));
    }

    /** In the order of TARGETS, for reader, member and service: y or n. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("add_image", "nnnnn ynnnn nnnnn"),
            Map.entry("delete_image", "nnnnn ynnnn nnnnn"),
            Map.entry("get_image", "ynyyy nnnnn nnnnn"),
            Map.entry("get_images", "ynnnn nnnnn nnnnn"),
            Map.entry("modify_image", "nnnnn ynnnn nnnnn"),
            Map.entry("publicize_image", "nnnnn nnnnn nnnnn"),
            Map.entry("communitize_image", "nnnnn ynnnn nnnnn"),
            Map.entry("download_image", "nnnnn ynyyy nnnnn"),
            Map.entry("upload_image", "nnnnn ynnnn nnnnn"),
            Map.entry("delete_image_location", "nnnnn nnnnn nnnnn"),
            Map.entry("get_image_location", "ynnnn nnnnn nnnnn"),
            Map.entry("set_image_location", "nnnnn ynnnn nnnnn"),
            Map.entry("add_member", "nnnnn ynnnn nnnnn"),
            Map.entry("delete_member", "nnnnn ynnnn nnnnn"),
            Map.entry("get_member", "ynynn nnnnn nnnnn"),
            Map.entry("get_members", "ynynn nnnnn nnnnn"),
            Map.entry("modify_member", "nnnnn nnynn nnnnn"),
            Map.entry("manage_image_cache", "nnnnn nnnnn nnnnn"),
            Map.entry("deactivate", "nnnnn ynnnn nnnnn"),
            Map.entry("reactivate", "nnnnn ynnnn nnnnn"),
            Map.entry("copy_image", "nnnnn nnnnn nnnnn"),
            Map.entry("get_task", "yyyyy yyyyy yyyyy"),
            Map.entry("get_tasks", "yyyyy yyyyy yyyyy"),
            Map.entry("add_task", "yyyyy yyyyy yyyyy"),
            Map.entry("modify_task", "yyyyy yyyyy yyyyy"),
            Map.entry("tasks_api_access", "nnnnn nnnnn nnnnn"),
            Map.entry("cache_image", "nnnnn nnnnn nnnnn"),
            Map.entry("cache_list", "nnnnn nnnnn nnnnn"),
            Map.entry("cache_delete", "nnnnn nnnnn nnnnn"),
            Map.entry("stores_info_detail", "nnnnn nnnnn nnnnn"),
            Map.entry("default", "yyyyy yyyyy yyyyy"),
            Map.entry("context_is_admin", "nnnnn nnnnn nnnnn"),
            Map.entry("metadef_default", "yyyyy yyyyy yyyyy"),
            Map.entry("metadef_admin", "nnnnn nnnnn nnnnn"),
            Map.entry("get_metadef_namespace", "ynnyn nnnnn nnnnn"),
            Map.entry("get_metadef_namespaces", "ynnnn nnnnn nnnnn"),
            Map.entry("get_metadef_object", "ynnyn nnnnn nnnnn"),
            Map.entry("get_metadef_objects", "ynnyn nnnnn nnnnn"),
            Map.entry("get_metadef_property", "ynnyn nnnnn nnnnn"),
            Map.entry("get_metadef_properties", "ynnyn nnnnn nnnnn"),
            Map.entry("get_metadef_tag", "ynnyn nnnnn nnnnn"),
            Map.entry("get_metadef_tags", "ynnyn nnnnn nnnnn"),
            Map.entry("list_metadef_resource_types", "ynnyn nnnnn nnnnn"),
            Map.entry("get_metadef_resource_type", "ynnyn nnnnn nnnnn"),
            Map.entry("add_metadef_namespace", "nnnnn nnnnn nnnnn"),
            Map.entry("modify_metadef_namespace", "nnnnn nnnnn nnnnn"),
            Map.entry("delete_metadef_namespace", "nnnnn nnnnn nnnnn"),
            Map.entry("add_metadef_object", "nnnnn nnnnn nnnnn"),
            Map.entry("modify_metadef_object", "nnnnn nnnnn nnnnn"),
            Map.entry("delete_metadef_object", "nnnnn nnnnn nnnnn"),
            Map.entry("add_metadef_resource_type_association", "nnnnn nnnnn nnnnn"),
            Map.entry("remove_metadef_resource_type_association", "nnnnn nnnnn nnnnn"),
            Map.entry("add_metadef_property", "nnnnn nnnnn nnnnn"),
            Map.entry("modify_metadef_property", "nnnnn nnnnn nnnnn"),
            Map.entry("remove_metadef_property", "nnnnn nnnnn nnnnn"),
            Map.entry("add_metadef_tag", "nnnnn nnnnn nnnnn"),
            Map.entry("add_metadef_tags", "nnnnn nnnnn nnnnn"),
            Map.entry("modify_metadef_tag", "nnnnn nnnnn nnnnn"),
            Map.entry("delete_metadef_tag", "nnnnn nnnnn nnnnn"),
            Map.entry("delete_metadef_tags", "nnnnn nnnnn nnnnn"),
            Map.entry("service_api", "nnnnn nnnnn yyyyy"),
            Map.entry("add_image_location", "nnnnn ynnnn yyyyy"),
            Map.entry("fetch_image_location", "nnnnn nnnnn yyyyy"),
            Map.entry("download_from_store", "nnnnn ynyyy nnnnn"),
            Map.entry("list_cached_nodes", "nnnnn nnnnn nnnnn"),
            Map.entry("cache_clean", "nnnnn nnnnn nnnnn"),
            Map.entry("cache_prune", "nnnnn nnnnn nnnnn"));

    @Test
    @Covers({
        "POL-1",
        "POL-2",
        "POL-3",
        "POL-4",
        "POL-5",
        "POL-6",
        "POL-7",
        "POL-9",
        "POL-10",
        "POL-11",
        "POL-12",
        "POL-13",
        "POL-14",
        "POL-15",
        "POL-16",
        "POL-17",
        "POL-18",
        "POL-19",
        "POL-20",
        "POL-21",
        "POL-26",
        "POL-27",
        "POL-28",
        "op:POL-50",
        "op:POL-51",
        "op:POL-52",
        "op:POL-53",
        "op:POL-54",
        "op:POL-55",
        "op:POL-56",
        "op:POL-57",
        "op:POL-58",
        "op:POL-59",
        "op:POL-60",
        "op:POL-61",
        "op:POL-62",
        "op:POL-63",
        "op:POL-64",
        "op:POL-65",
        "op:POL-66",
        "op:POL-67",
        "op:POL-68",
        "op:POL-69",
        "op:POL-70",
        "op:POL-71",
        "op:POL-72",
        "op:POL-73",
        "op:POL-74",
        "op:POL-75",
        "op:POL-76",
        "op:POL-77",
        "op:POL-78",
        "op:POL-79",
        "op:POL-80",
        "op:POL-81",
        "op:POL-82",
        "op:POL-83",
        "op:POL-84",
        "op:POL-85",
        "op:POL-86",
        "op:POL-87",
        "op:POL-88"
    })
    public void everyPolicyHasItsDefault() {
        EXPECTED.forEach((rule, expected) -> assertEquals(
                rule, expected, answers(rule, READER) + " " + answers(rule, MEMBER) + " " + answers(rule, SERVICE)));
        DefaultRules.list().forEach(rule -> assertEquals(rule.name(), true, EXPECTED.containsKey(rule.name())));
        assertEquals(EXPECTED.size(), DefaultRules.list().size());
    }

    @Test
    @Covers({"AUTH-8", "AUTH-13", "op:POL-51"})
    public void administratorsMayDoEverything() {
        DefaultRules.list().forEach(rule -> {
            assertEquals(rule.name(), "yyyyy", answers(rule.name(), ADMIN));
            assertEquals(rule.name(), "yyyyy", answers(rule.name(), Caller.SERVER));
        });
    }

    @Test
    @Covers({"AUTH-9", "AUTH-13"})
    public void withoutARoleNothingIsAllowedThatAsksForOne() {
        for (RequestContext caller : List.of(NOBODY, Caller.ANONYMOUS)) {
            DefaultRules.list()
                    .forEach(rule -> assertEquals(
                            rule.name(),
                            rule.text().isEmpty() || rule.text().equals("rule:default") ? "yyyyy" : "nnnnn",
                            answers(rule.name(), caller)));
        }
    }

    @Test
    @Covers({"AUTH-12", "op:POL-40", "op:POL-42"})
    public void systemAndDomainScopeIsRefusedButStillAdministration() {
        RequestContext system = Caller.known("system_scope", "all", "admin");
        RequestContext domain = Caller.known("domain_id", "d1", "admin");
        for (RequestContext caller : List.of(system, domain)) {
            assertEquals("nnnnn", answers("get_image", caller));
            assertEquals("nnnnn", answers("get_task", caller));
            assertEquals("yyyyy", answers("context_is_admin", caller));
        }
        engine = new OsloEnforcer(new EngineConfig(directory.getRoot().toPath()).scope(false));
        assertEquals("yyyyy", answers("get_image", system));
        assertEquals("yyyyy", answers("get_image", domain));
    }

    private String answers(String rule, RequestContext caller) {
        StringBuilder answers = new StringBuilder();
        for (PolicyTarget target : TARGETS) {
            answers.append(engine.decide(caller, rule, target) == Decision.ALLOWED ? 'y' : 'n');
        }
        return answers.toString();
    }

    private static PolicyTarget target(String owner, String member, String visibility) {
        return Map.of("project_id", owner, "owner", owner, "member_id", member, "visibility", visibility)::get;
    }
}
