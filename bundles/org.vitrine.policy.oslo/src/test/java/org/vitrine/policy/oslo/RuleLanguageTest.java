package org.vitrine.policy.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.policy.oslo.language.Check;
import org.vitrine.policy.oslo.language.Explanation;
import org.vitrine.policy.oslo.language.FixedCheck;
import org.vitrine.policy.oslo.language.ParsedRule;
import org.vitrine.policy.oslo.language.Question;
import org.vitrine.policy.oslo.language.RuleParser;
import org.vitrine.policy.oslo.language.Verdict;
import org.vitrine.spi.policy.PolicyTarget;
import org.vitrine.spi.testkit.Covers;

/** Single rules: what they say, what they complain about, and where they end. */
public class RuleLanguageTest {
    private static final RequestContext CALLER = Caller.of(
            Map.of("user_id", "u1", "project_id", "p1", "project_domain_id", "d1", "service_user_id", "glance"),
            List.of("member", "reader"),
            List.of("Service"));
    private static final PolicyTarget TARGET = PolicyTarget.of(Map.of(
            "owner",
            "p1",
            "member_id",
            "None",
            "visibility",
            "public",
            "protected",
            "False",
            "min_disk",
            "5",
            "name",
            "%s100%"));

    private final Map<String, Check> rules = new HashMap<>();

    @Test
    @Covers({"op:POL-2", "op:POL-5", "op:POL-6", "POL-33"})
    public void constants() {
        yes("", "@", "@ or !", "not !");
        no(
                "!",
                "not @",
                "@ and !",
                " ",
                "word",
                "role",
                "'@'",
                "\"role:member\"",
                "(@",
                "@)",
                "@ @",
                "and",
                "@ or",
                "()");
    }

    @Test
    @Covers({"op:POL-3", "op:POL-4"})
    public void operators() {
        yes("@ or ! and !", "(@ or !) and @", "not ! and @", "not (! or !)", "@ AND @", "! Or @", "NOT !", "not not @");
        yes("\t@\n  or ! ", "((@))", "( @ )", "not ! or ! and @", "! or not ! and not !");
        no("(@ or !) and !", "not @ or !", "not (@ or !)", "! or @ and !");
    }

    @Test
    @Covers({"op:POL-8", "POL-32"})
    public void roles() {
        yes("role:member", "role:MEMBER", "role:%(role)s", "roles:member", "service_roles:Service");
        no(
                "role:admin",
                "role:mem",
                "role:",
                "role:%(nothing)s",
                "role:Service",
                "roles:Member",
                "service_roles:service");
        assertEquals("a dotless i is no i", Verdict.NO, ask("role:admin", Caller.with("adm\u0131n")));
        assertEquals("a kelvin is no k", Verdict.NO, ask("role:keeper", Caller.with("\u212aEEPER")));
        assertEquals("but itself", Verdict.YES, ask("role:\u212aeeper", Caller.with("\u212aEEPER")));
        assertEquals(Verdict.YES, ask("role:\u00e4rzte", Caller.with("\u00c4RZTE")));
    }

    @Test
    @Covers({"op:POL-10", "op:POL-13", "op:POL-16"})
    public void credentialsAndLiterals() {
        yes(
                "project_id:%(owner)s",
                "user_id:u1", "'public':%(visibility)s", "\"public\":%(visibility)s", "False:%(protected)s");
        yes(
                "5:%(min_disk)s",
                "0x5:%(min_disk)s", "None:%(member_id)s", "user_id:u%(one)s", "'p1/p1':%(owner)s/%(owner)s");
        yes("is_admin_project:True", "user_domain_id:None", "service_user_id:glance", "'%s100%':%(name)s");
        no(
                "project_id:%(nothing)s",
                "user_id:U1", "nothing:x", "5.0:%(min_disk)s", "user_name:None", "system:None", "'public':private");
    }

    @Test
    @Covers({"op:POL-14", "op:POL-42"})
    public void namesOfTheOperatorsManual() {
        yes("tenant:%(owner)s", "tenant_id:p1", "owner:%(owner)s", "user:u1", "is_admin:False", "True:%(is_public)s");
        assertEquals(Verdict.YES, ask("is_admin:True", Caller.with("admin")));
        rules.put("not_protected", parsed("False:%(protected)s").check());
        rules.put("is_owner", parsed("tenant:%(owner)s").check());
        rules.put("is_owner_or_admin", parsed("rule:is_owner or role:admin").check());
        yes("rule:not_protected and rule:is_owner", "rule:is_owner_or_admin");
        PolicyTarget foreign = PolicyTarget.of(Map.of("owner", "p2", "protected", "True", "visibility", "shared"));
        assertEquals(Verdict.NO, ask("rule:is_owner_or_admin", CALLER, foreign));
        assertEquals(Verdict.YES, ask("rule:is_owner_or_admin", Caller.with("admin"), foreign));
        assertEquals(Verdict.YES, ask("False:%(is_public)s", CALLER, foreign));
        assertEquals(Verdict.NO, ask("False:%(is_public)s", CALLER, PolicyTarget.NONE));
    }

    @Test
    @Covers("op:POL-42")
    public void systemScopeHasTwoNames() {
        RequestContext system = Caller.known("system_scope", "all");
        assertEquals(Verdict.YES, ask("system:all and system_scope:all", system));
    }

    @Test
    @Covers("op:POL-11")
    public void lists() {
        assertEquals(Verdict.YES, ask(List.of(), CALLER));
        assertEquals(Verdict.YES, ask(List.of("role:admin", "role:member"), CALLER));
        assertEquals(Verdict.NO, ask(List.of("role:admin", "role:superuser"), CALLER));
        assertEquals(Verdict.NO, ask(List.of(List.of("role:admin", "role:member")), CALLER));
        assertEquals(Verdict.YES, ask(List.of(List.of("role:reader", "role:member"), "!"), CALLER));
        assertEquals(Verdict.NO, ask(List.of(List.of(), ""), CALLER));
        assertEquals(Verdict.YES, ask(List.of(List.of(), List.of("@")), CALLER));
    }

    @Test
    @Covers("op:POL-7")
    public void references() {
        rules.put("good", FixedCheck.ALWAYS);
        rules.put("Good", FixedCheck.NEVER);
        yes("rule:good", "rule:good and not rule:Good", "not rule:nowhere");
        no("rule:nowhere", "rule:");
        Question withDefault =
                new Question(name -> FixedCheck.ALWAYS, (server, rule, caller, target) -> false, CALLER, "x", TARGET);
        assertEquals(Verdict.YES, withDefault.ask(parsed("rule:nowhere").check()));
    }

    @Test
    public void whatCannotBeEvaluatedNeverTurnsIntoYes() {
        for (String broken : List.of(
                "project_id.deep:x",
                "roles.deep:x",
                "%(x)s:y",
                ":x",
                "'open:x",
                "class:x",
                "1a:x",
                "user_id:%d",
                "user_id:%",
                "user_id:%(owner)r",
                "'quoted'")) {
            assertEquals(broken, Verdict.BROKEN, ask(broken, CALLER));
            if (!broken.equals("'quoted'")) {
                assertEquals(broken, Verdict.BROKEN, ask("not " + broken, CALLER));
                assertEquals(broken, Verdict.BROKEN, ask(broken + " or @", CALLER));
                assertEquals("not asked", Verdict.YES, ask("@ or " + broken, CALLER));
            }
        }
    }

    @Test
    @Covers("op:POL-12")
    public void circlesEnd() {
        rules.put("a", parsed("role:member and rule:b").check());
        rules.put("b", parsed("not rule:a").check());
        rules.put("self", parsed("role:member or rule:self").check());
        assertEquals(Verdict.BROKEN, ask("rule:a", CALLER));
        assertEquals(Verdict.BROKEN, ask("not rule:b", CALLER));
        assertEquals("an answer before the circle closes", Verdict.YES, ask("rule:self", CALLER));
        assertEquals(Verdict.BROKEN, ask("rule:self", Caller.with("reader")));
    }

    @Test(timeout = 10_000)
    public void hostileRulesEnd() {
        for (int i = 0; i < 60; i++) {
            rules.put(
                    "double" + i,
                    parsed("rule:double" + (i + 1) + " and rule:double" + (i + 1))
                            .check());
        }
        rules.put("double60", FixedCheck.ALWAYS);
        assertEquals("a doubling at each step", Verdict.BROKEN, ask("rule:double0", CALLER));
        assertEquals(Verdict.YES, ask("not ".repeat(100_000) + "@", CALLER));
        assertEquals(Verdict.NO, ask("not ".repeat(100_001) + "@", CALLER));
        assertEquals(Verdict.YES, ask("(".repeat(150) + "@" + ")".repeat(150), CALLER));
        assertEquals("deeper than any rule", Verdict.NO, ask("(".repeat(10_000) + "@" + ")".repeat(10_000), CALLER));
        assertEquals(Verdict.YES, ask("! or ".repeat(50_000) + "@", CALLER));
        assertEquals(Verdict.BROKEN, ask("'" + "\\".repeat(100_000) + ":x", CALLER));
        assertEquals(Verdict.BROKEN, ask("1".repeat(100_000) + ":x", CALLER));
    }

    @Test
    @Covers("op:POL-5")
    public void complaintsNameWhatIsWrong() {
        assertEquals(
                List.of(),
                parsed("role:admin or (role:member and project_id:%(project_id)s)")
                        .complaints());
        complains("(role:admin", "cannot be understood: (role:admin");
        complains("word or @", "without a colon");
        complains("word or (@", "cannot be understood");
        complains("a b:c", "cannot be understood");
        complains("user_id:%(name)d", "only %(key)s and %% can follow a %");
        complains("user_id:%", "only %(key)s");
        complains("class:x", "cannot be evaluated: class:x");
        complains(null, "write \"!\" for nobody");
        complains(5, "neither text nor a list");
        complains(true, "neither text nor a list");
        complains(Map.of("role:admin", ""), "neither text nor a list");
        complains(List.of(List.of(5)), "neither text nor a list");
        complains(List.of(5), "neither text nor a list");
        assertEquals(Verdict.NO, ask(List.of(5, "@"), CALLER));
        assertEquals(Verdict.NO, ask(null, CALLER));
    }

    @Test
    public void rulesAreWrittenAsTheyMean() {
        assertEquals(
                "(role:a or (role:b and not rule:c))",
                parsed("role:a or role:b and NOT (rule:c)").check().toString());
        assertEquals(parsed("@").check(), parsed("").check());
        assertEquals(
                parsed("role:a and b:%(c)s").check(),
                parsed("(role:a AND (b:%(c)s))").check());
    }

    @Test
    public void explanationsFollowTheDecision() {
        rules.put("admin", parsed("role:admin").check());
        assertEquals(
                String.join(
                        "\n",
                        "yes: (rule:admin or (role:member and project_id:%(owner)s and not 'private':%(visibility)s))",
                        "  no: rule:admin",
                        "    no: role:admin",
                        "      role admin among [member, reader]",
                        "  yes: (role:member and project_id:%(owner)s and not 'private':%(visibility)s)",
                        "    yes: role:member",
                        "      role member among [member, reader]",
                        "    yes: project_id:%(owner)s",
                        "      project_id is 'p1', against 'p1'",
                        "    yes: not 'private':%(visibility)s",
                        "      no: 'private':%(visibility)s",
                        "        'private' against 'public'",
                        ""),
                explained("rule:admin or role:member and project_id:%(owner)s and not 'private':%(visibility)s"));
        assertTrue(explained("role:%(a)s").contains("the target has no a"));
        assertTrue(explained("x:%(a)s").contains("the target has no a"));
        assertTrue(explained("'x':%(a)s").contains("the target has no a"));
        assertTrue(explained("x:y").contains("there is no credential x"));
        assertTrue(explained("roles:a\u0007").contains("roles is '[member, reader]', against 'a?'"));
        assertTrue(explained("roles.a:x").contains("cannot be evaluated: roles.a:x\n  roles has nothing inside"));
        assertTrue(explained("rule:x").contains("there is no such rule"));
        assertTrue(explained("is:x").contains("'is' is neither a value nor the name of a credential"));
        assertTrue(explained("'quoted'").contains("this is no check"));
        assertTrue(explained("http:nowhere").contains("must name its server"));
        assertTrue(explained("user_id:%d").contains("only %(key)s"));
    }

    @Test(timeout = 10_000)
    public void explanationsEnd() {
        rules.put("a", parsed("rule:a").check());
        assertTrue(explained("rule:a").lines().count() < 600);
        assertTrue(explained("! or ".repeat(20_000) + "@").lines().count() < 600);
    }

    private void yes(Object... sources) {
        for (Object source : sources) {
            assertEquals(source.toString(), Verdict.YES, ask(source, CALLER));
        }
    }

    /** Not yes: no, or what the reference fails on. */
    private void no(Object... sources) {
        for (Object source : sources) {
            assertTrue(source.toString(), ask(source, CALLER) != Verdict.YES);
        }
    }

    private static void complains(Object source, String words) {
        List<String> complaints = parsed(source).complaints();
        assertTrue(
                complaints.toString(),
                complaints.size() == 1 && complaints.get(0).contains(words));
    }

    private Verdict ask(Object source, RequestContext caller) {
        return ask(source, caller, new Extended());
    }

    private Verdict ask(Object source, RequestContext caller, PolicyTarget target) {
        return question(caller, target).ask(parsed(source).check());
    }

    private String explained(String source) {
        Explanation explanation = new Explanation();
        explanation.add(question(CALLER, TARGET), parsed(source).check());
        return explanation.toString();
    }

    private Question question(RequestContext caller, PolicyTarget target) {
        return new Question(rules::get, (server, rule, who, what) -> false, caller, "x", target);
    }

    private static ParsedRule parsed(Object source) {
        return RuleParser.parse(source);
    }

    /** Two values more than a map takes. */
    private static final class Extended implements PolicyTarget {
        @Override
        public String value(String key) {
            return switch (key) {
                case "role" -> "Member";
                case "one" -> "1";
                default -> TARGET.value(key);
            };
        }
    }
}
