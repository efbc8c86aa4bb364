package org.vitrine.property.rules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.policy.PolicyEnforcer;
import org.vitrine.spi.policy.PolicyTarget;
import org.vitrine.spi.property.PropertyProtection.Action;
import org.vitrine.spi.testkit.Covers;

/** Who may touch which property, by which file. */
@Covers({"PP-1", "op:PROP-3", "op:PROP-4"})
public class RuleProtectionTest {
    private static final Path ETC = Path.of("..", "..", "etc");
    private static final Pattern KEY = Pattern.compile("(?m)^(#?)([a-z][a-z.]*) =(.*)$");
    private static final RequestContext ADMIN = caller(List.of("admin"), List.of());
    private static final RequestContext MEMBER = caller(List.of("member"), List.of());
    private static final RequestContext SERVICE = caller(List.of("member"), List.of("Service"));

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final AtomicLong clock = new AtomicLong();
    private long written;
    private Path file;

    @Before
    public void find() {
        file = folder.getRoot().toPath().resolve("rules.conf");
    }

    /** A policy engine that allows what an administrator asks, by one rule. */
    private static final class Engine implements PolicyEnforcer {
        private final Drain drain = new Drain();

        @Override
        public Decision decide(RequestContext context, String rule, PolicyTarget target) {
            assertEquals(null, target.value("owner"));
            return rule.equals("admins") && context.admin() ? Decision.ALLOWED : Decision.DENIED;
        }

        @Override
        public String explain(RequestContext context, String rule, PolicyTarget target) {
            return rule;
        }

        @Override
        public Drain drain() {
            return drain;
        }
    }

    @Test
    @Covers({"PP-1", "PP-2", "op:PROP-5", "op:PROP-7", "op:PROP-8"})
    public void rolesByTheFirstSectionThatMatches() throws Exception {
        write(
                "; comment",
                "[^x_owner$]",
                "create = admin , Member",
                "READ: @",
                "update = service",
                "delete = !",
                "[^x_]",
                "create = member",
                "read = admin,",
                "update =",
                "delete = %(create)s,!");
        RuleProtection rules = protection("roles");
        assertEquals("yynn nnnn", answers(rules, "x_owner", ADMIN, false) + " " + answers(rules, "y", ADMIN, false));
        assertEquals(
                "yynn ynnn", answers(rules, "x_owner", MEMBER, false) + " " + answers(rules, "x_b", MEMBER, false));
        assertEquals(
                "yyyn nynn", answers(rules, "x_owner", SERVICE, false) + " " + answers(rules, "x_b", ADMIN, false));
        assertEquals("yynn", answers(rules, "x_owner", RequestContext.server("r"), false));
        assertEquals("nnnn", answers(rules, "x_".repeat(600), ADMIN, false));
    }

    @Test
    @Covers({"PP-8", "op:PROP-2", "op:PROP-9", "MISC-6"})
    public void whatCannotBeUsedKeepsItDown() throws Exception {
        String all = "create = a\nread = a\nupdate = a\ndelete = a\n";
        for (String bad : List.of(
                "",
                "create = a",
                "[a]\ncreate = a\nread = a\nupdate = a",
                "[a]\ncreate = a\nread = a\nupdate = a\ndelte = a",
                "[(]\n" + all,
                "[a]\n" + all + "[a]\n" + all,
                "[a]\n" + all + "read = b",
                "[a]\n" + all.replace("read = a", "read = @,!"),
                "[a]\n" + all + "word",
                "[a]\n" + all.replace("read = a", "read = 100%"),
                "[a]\n" + all.replace("read = a", "read = %(read)s"))) {
            Files.writeString(file, bad);
            IllegalArgumentException e = assertThrows(bad, IllegalArgumentException.class, () -> protection("roles"));
            assertTrue(
                    e.getMessage(),
                    e.getMessage().startsWith("property.protection.file: Property protection file " + file));
        }
        Files.writeString(file, "[a]\n" + all.replace("read = a", "read = a,b"));
        protection("roles");
        assertThrows(IllegalArgumentException.class, () -> protection("policies"));
        assertThrows(IllegalArgumentException.class, () -> protection("rolls"));
        assertThrows(IllegalArgumentException.class, () -> new RuleProtection(config("", "roles")));
        assertThrows(IllegalArgumentException.class, () -> new RuleProtection(config("missing", "roles")));
        Files.write(file, "[\u00e9]\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThrows(IllegalArgumentException.class, () -> protection("roles"));
        Files.writeString(file, " ".repeat((1 << 20) + 1));
        assertThrows(IllegalArgumentException.class, () -> protection("roles"));
    }

    @Test
    @Covers("op:PROP-6")
    public void policiesAreAskedWhereTheyDecide() throws Exception {
        write("[a]", "create = admins", "read = @", "update = others", "delete = !");
        RuleProtection rules = protection("policies");
        Engine engine = new Engine();
        rules.bind(engine);
        assertEquals("yynn nynn", answers(rules, "a", ADMIN, false) + " " + answers(rules, "a", MEMBER, false));
        assertEquals(0, engine.drain().running());
    }

    @Test(timeout = 30_000)
    @Covers("op:PROP-6")
    public void anEngineThatLeftIsWaitedFor() throws Exception {
        write("[a]", "create = admins", "read = admins", "update = admins", "delete = admins");
        RuleProtection rules = protection("policies");
        Engine first = new Engine();
        rules.bind(first);
        first.drain().close(java.time.Duration.ZERO);
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> rules.permits("a", Action.READ, ADMIN));
        Engine second = new Engine();
        rules.bind(second);
        rules.unbind(first);
        assertTrue(waiting.get(10, TimeUnit.SECONDS));
        PolicyReference nobody = new PolicyReference(java.time.Duration.ZERO);
        assertFalse("none at all", nobody.allow(ADMIN, "admins"));
    }

    @Test
    @Covers("op:PROP-10")
    public void changesCountAndBrokenOnesDoNot() throws Exception {
        write("[a]", "create = @", "read = @", "update = @", "delete = @");
        RuleProtection rules = protection("roles");
        assertEquals("yyyy", answers(rules, "a", MEMBER, true));
        write("[a]", "create = @", "read = @", "update = !", "delete = !");
        assertEquals("yynn", answers(rules, "a", MEMBER, true));
        write("[a]", "create = @");
        assertEquals("yynn", answers(rules, "a", MEMBER, true));
        Files.delete(file);
        assertEquals("yynn", answers(rules, "a", MEMBER, true));
        write("[b]", "create = @", "read = @", "update = @", "delete = @");
        assertEquals("a section that is gone", "nnnn", answers(rules, "a", MEMBER, true));
        rules.close();
        assertFalse(rules.drain().tryEnter());
    }

    @Test(timeout = 60_000)
    public void decisionsSeeOneFileOrTheNext() throws Exception {
        String open = "[a]\ncreate=@\nread=@\nupdate=@\ndelete=@\n";
        Files.writeString(file, open);
        RuleProtection rules = new RuleProtection(config("rules.conf", "roles"));
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Long> asking = CompletableFuture.supplyAsync(() -> {
            long count = 0;
            while (!stop.get()) {
                rules.permits("a" + count % 5000, Action.READ, MEMBER);
                count++;
            }
            return count;
        });
        for (int i = 0; i < 30; i++) {
            boolean expected = i % 2 == 1;
            Path fresh = folder.getRoot().toPath().resolve("fresh");
            Files.writeString(fresh, expected ? open : open.replace('@', '!'));
            Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            while (rules.permits("a", Action.READ, MEMBER) != expected) {
                Thread.yield();
            }
        }
        stop.set(true);
        assertTrue(asking.get() > 100);
    }

    @Test
    @Covers({"PP-2", "op:PROP-5"})
    public void aRoleThatLooksLikeAnotherOneIsNotThatOne() throws Exception {
        write("[x]", "create = Keeper", "read = admin", "update = \u212aeeper", "delete = !");
        RuleProtection rules = protection("roles");
        assertEquals("ynnn", answers(rules, "x", caller(List.of("KEEPER"), List.of()), false));
        assertEquals("nnyn", answers(rules, "x", caller(List.of("\u212aEEPER"), List.of()), false));
        assertEquals("nnnn", answers(rules, "x", caller(List.of("adm\u0131n", "ADM\u0130N"), List.of()), false));
    }

    @Test
    @Covers("op:PROP-9")
    public void saysInAFileWhyItStaysDown() throws Exception {
        Path error = folder.getRoot().toPath().resolve("made/for/error");
        RulesConfig config = new ProtectionConfig(folder.getRoot().toPath(), "rules.conf", "roles", " " + error + " ");
        Files.writeString(file, "[x]\ncreate = a\nread = a\nupdate = a\n");
        assertThrows(IllegalArgumentException.class, () -> new RuleProtection(config));
        String why = Files.readString(error);
        assertTrue(why, why.contains(file + ": section [x] says nothing about delete"));
        Files.writeString(file, "[x]\ncreate = a\nread = a\nupdate = a\ndelete = a\n");
        new RuleProtection(config);
        assertFalse(Files.exists(error));
    }

    @Test
    public void aFileOfConfigurationNamesDirectoriesInOneText() throws Exception {
        write("[x_.*]", "create = member", "read = member", "update = member", "delete = member");
        Path both = Path.of("/nowhere, " + folder.getRoot());
        RuleProtection protection =
                new RuleProtection(new ProtectionConfig(both, file.getFileName().toString(), "roles"));
        assertEquals("yyyy", answers(protection, "x_a", MEMBER, false));
    }

    @Test
    @Covers("op:PROP-20")
    public void theShippedSamplesWork() throws Exception {
        RuleProtection roles =
                new RuleProtection(new ProtectionConfig(ETC, "property-protections-roles.conf.sample", "roles"));
        assertEquals(
                "yyyy nnnn yyyy",
                answers(roles, "x_a", MEMBER, false) + " " + answers(roles, "y", MEMBER, false) + " "
                        + answers(roles, "y", ADMIN, false));
        new RuleProtection(new ProtectionConfig(ETC, "property-protections-policies.conf.sample", "policies"));
        Set<String> keys = KEY.matcher(Files.readString(
                        ETC.resolve("org.vitrine.property.rules.cfg.sample"), StandardCharsets.US_ASCII))
                .results()
                .map(match -> match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = Arrays.stream(RulesConfig.class.getDeclaredMethods())
                .map(method -> method.getName().replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        expected.add("policy.target");
        assertEquals(expected, keys);
    }

    private String answers(RuleProtection rules, String property, RequestContext caller, boolean later) {
        if (later) {
            clock.addAndGet(1_000_000_000);
        }
        StringBuilder answers = new StringBuilder();
        for (Action action : Action.values()) {
            answers.append(rules.permits(property, action, caller) ? 'y' : 'n');
        }
        return answers.toString();
    }

    /** A second after what was written before: of what is written within one tick of its clock Linux may keep one time. */
    private void write(String... lines) throws Exception {
        Files.writeString(file, String.join("\n", lines));
        Files.setLastModifiedTime(file, FileTime.fromMillis(written += 1000));
    }

    private RuleProtection protection(String format) {
        return new RuleProtection(config("rules.conf", format), clock::get);
    }

    private RulesConfig config(String name, String format) {
        return new ProtectionConfig(folder.getRoot().toPath(), name, format);
    }

    private static RequestContext caller(List<String> roles, List<String> serviceRoles) {
        Identity identity =
                new Identity(Identity.Kind.CONFIRMED, Map.of("project_id", "p1"), roles, serviceRoles, null, null);
        return new RequestContext("req", identity, roles.contains("admin"), "");
    }
}
