package org.vitrine.itests;

import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.http.RawClient;
import org.vitrine.spi.testkit.server.KeystoneServer;

/**
 * All that says who may do what is replaced, configured anew, and broken, while clients do what they may and try what they
 * may not: nothing fails that is allowed, and nothing gets through that is not, at no moment.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class AccessSwapIT extends AbstractContainerIT {
    private static final long PATIENCE_SECONDS = 120;
    private static final String TOKENS = "vitrine.itest.tokens";
    private static final String IDS = "vitrine.itest.ids";
    private static final String HEADERS = "org.vitrine.identity.headers";
    /** In the container. */
    private static final Etc ETC = new Etc(Path.of(System.getProperty("karaf.etc", "")));

    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);
    private static final List<String> BUNDLES = List.of(
            "org.vitrine.identity.keystone",
            "org.vitrine.policy.oslo",
            "org.vitrine.property.rules",
            "org.vitrine.quota.limits");

    private static final String POLICY = "add_image: role:member and not user_id:%s\n"
            + "by_members: role:member\nby_admins: rule:context_is_admin\n";
    private static final String ROLES = "[^x_.*]\ncreate = admin,member\nread = admin,member\nupdate = admin,member\n"
            + "delete = admin,member\n[.*]\ncreate = admin\nread = admin\nupdate = admin\ndelete = admin\n";
    private static final String POLICIES =
            ROLES.replace("admin,member", "by_members").replace("= admin", "= by_admins");

    /** Runs in the JVM that starts the container, where the scripts of Keystone are. */
    @Configuration
    @Override
    public Option[] container() throws IOException, InterruptedException {
        KeystoneServer keystone = KeystoneServer.start();
        KeystoneAdmin admin = new KeystoneAdmin(keystone);
        admin.registerLimits();
        String stranger = admin.find("user", "alt_demo");
        String full = admin.project("full", admin.find("user", "demo"), "member", "reader");
        admin.limit(full, "image_count_total", 0);
        String tokens = String.join(
                " ",
                keystone.token("admin"),
                keystone.token("demo"),
                admin.tokenFor("demo", full),
                keystone.token("alt_demo"));
        List<Option> options = new ArrayList<>(Arrays.asList(super.container()));
        options.add(systemProperty(TOKENS).value(tokens));
        options.add(systemProperty(IDS).value(String.join(" ", admin.find("project", "demo"), full, stranger)));
        options.addAll(configurationFiles(files(keystone, stranger)));
        return options.toArray(Option[]::new);
    }

    private static Map<String, String> files(KeystoneServer keystone, String stranger) {
        return Map.ofEntries(
                Map.entry("org.vitrine.core.identity.cfg", "driver.target = (vitrine.driver=keystone)\n"),
                Map.entry("org.vitrine.identity.keystone.cfg", Cloud.identity(keystone)),
                Map.entry("org.vitrine.policy.oslo.cfg", "config.dirs = ${karaf.etc}\n"),
                Map.entry("policy.yaml", POLICY.formatted(stranger)),
                Map.entry("org.vitrine.core.property.cfg", "enabled = true\n"),
                Map.entry("org.vitrine.property.rules.cfg", protection("roles")),
                Map.entry("protection-roles.conf", ROLES),
                Map.entry("protection-policies.conf", POLICIES),
                Map.entry("org.vitrine.core.quota.cfg", "use.keystone.limits = true\n"),
                Map.entry("org.vitrine.quota.limits.cfg", Cloud.limits(keystone)));
    }

    private static String protection(String format) {
        return "config.dirs = ${karaf.etc}\nproperty.protection.rule.format = " + format
                + "\nproperty.protection.file = protection-" + format + ".conf\n";
    }

    @Test
    @Covers({"PP-1", "op:POL-31", "op:POL-32", "op:PROP-9", "op:PROP-10", "op:CFG-22"})
    public void nothingFailsThatIsAllowedAndNothingPassesThatIsNot() throws Exception {
        String[] tokens = System.getProperty(TOKENS).split(" ");
        Clients traffic = AccessTraffic.start(
                client(), new AccessTraffic.Tokens(tokens[0], tokens[1], tokens[2], tokens[3], 401));
        traffic.goOnDuring(() -> {
            traffic.awaitRounds(3);
            changeFiles(traffic);
            changeConfigurations(traffic);
            for (String bundle : BUNDLES) {
                installed(bundle).update();
                traffic.awaitRounds(3);
            }
            for (String bundle : BUNDLES) {
                installed(bundle).update();
            }
            traffic.awaitRounds(3);
        });
    }

    /** Who is believed by its headers is believed at every moment, and nobody else at any. */
    @Test
    @Covers({"AUTH-2", "AUTH-10"})
    public void aDriverThatBelievesHeadersIsReplacedToo() throws Exception {
        String[] ids = System.getProperty(IDS).split(" ");
        AccessTraffic.Tokens tokens = new AccessTraffic.Tokens(
                "root:" + ids[0] + ":admin,member,reader",
                "ann:" + ids[0] + ":member,reader",
                "ann:" + ids[1] + ":member,reader",
                ids[2] + ":elsewhere:member,reader",
                200);
        ETC.put(HEADERS + ".cfg", "trusted.proxies = 127.0.0.1/32\nfake.auth = true\n");
        useIdentity("headers", tokens.member(), 200);
        try {
            Clients traffic = AccessTraffic.start(client(), tokens);
            traffic.start("elsewhere", round -> isNotBelieved(tokens.admin()));
            traffic.goOnDuring(() -> {
                traffic.awaitRounds(3);
                for (String network : List.of("10.0.0.0/8", "192.0.2.0/24", "::1/128")) {
                    String sign = "Identity driver headers believes";
                    long before = count(sign);
                    ETC.put(HEADERS + ".cfg", "trusted.proxies = 127.0.0.1/32, " + network + "\nfake.auth = true\n");
                    await(network + " is taken", PATIENCE_SECONDS, () -> count(sign) > before);
                    traffic.awaitRounds(3);
                    installed(HEADERS).update();
                    traffic.awaitRounds(3);
                }
            });
        } finally {
            useIdentity("keystone", tokens.member(), 401);
        }
    }

    /** From the same machine, but not from the address that is believed. */
    private void isNotBelieved(String token) throws IOException {
        URI uri = client().request("/v2/images").build().uri();
        for (String headers : List.of(
                "X-Auth-Token: " + token,
                "X-Identity-Status: Confirmed\r\nX-Roles: admin",
                "X-Identity-Status: Confirmed\r\nX-Roles: admin\r\nX-Forwarded-For: 127.0.0.1")) {
            InetSocketAddress server = new InetSocketAddress(uri.getHost(), uri.getPort());
            try (RawClient other = new RawClient("127.0.0.2", server, PATIENCE)) {
                int status = other.send("GET /v2/images HTTP/1.1\r\nHost: image.example.org\r\n" + headers + "\r\n\r\n")
                        .answer()
                        .status();
                if (status != 401) {
                    throw new AssertionError(headers + " from elsewhere: " + status);
                }
            }
        }
    }

    private void useIdentity(String driver, String token, int answer) throws IOException {
        ETC.put("org.vitrine.core.identity.cfg", "driver.target = (vitrine.driver=" + driver + ")\n");
        await("the driver is " + driver, PATIENCE_SECONDS, () -> {
            return client().send(client().request("/v2/images").header("X-Auth-Token", token))
                            .statusCode()
                    == answer;
        });
    }

    /** Good ones, broken ones, empty ones and none. */
    private static void changeFiles(Clients traffic) throws IOException {
        String policy = Files.readString(ETC.file("policy.yaml"));
        for (String broken : List.of(policy + "get_images: [", "not a mapping", "")) {
            long told = count("the rules from before stay", "stay in force until");
            ETC.put("policy.yaml", broken);
            await(
                    "the log tells of " + broken,
                    PATIENCE_SECONDS,
                    () -> count("the rules from before stay", "stay in force until") > told);
            traffic.awaitRounds(3);
            Files.writeString(ETC.file("policy.yaml"), "# " + broken.length() + "\n" + policy);
            traffic.awaitRounds(3);
        }
        for (String broken : List.of(ROLES + "[(]\ncreate = @\n", ROLES.replace("delete", "delte"), "")) {
            long told = count("the rules from before stay");
            ETC.put("protection-roles.conf", broken);
            await("the log tells of " + broken, PATIENCE_SECONDS, () -> count("the rules from before stay") > told);
            traffic.awaitRounds(3);
            Files.writeString(ETC.file("protection-roles.conf"), "# " + broken.length() + "\n" + ROLES);
            traffic.awaitRounds(3);
        }
        Files.delete(ETC.file("protection-roles.conf"));
        traffic.awaitRounds(3);
        ETC.put("protection-roles.conf", ROLES);
        traffic.awaitRounds(3);
    }

    private static void changeConfigurations(Clients traffic) throws IOException {
        change(traffic, "org.vitrine.policy.oslo.cfg", "remote.timeout = 30", "Policy rules: ");
        change(
                traffic,
                "org.vitrine.identity.keystone.cfg",
                "token.cache.entries = 5000",
                "Identity driver keystone asks");
        change(traffic, "org.vitrine.quota.limits.cfg", "timeout = 8", "(org.vitrine.quota.limits)");
        long before = count("Property protection: 2 sections");
        ETC.put("org.vitrine.property.rules.cfg", protection("policies"));
        await("the other format is read", PATIENCE_SECONDS, () -> count("Property protection: 2 sections") > before);
        traffic.awaitRounds(3);
    }

    /** Adds a line to a configuration file and waits until the driver says that it is there anew. */
    private static void change(Clients traffic, String file, String line, String sign) throws IOException {
        long before = count(sign);
        ETC.put(file, Files.readString(ETC.file(file)) + line + "\n");
        await(file + " is taken", PATIENCE_SECONDS, () -> count(sign) > before);
        traffic.awaitRounds(3);
    }

    /** How many lines of the log have one of these in them. */
    private static long count(String... signs) {
        try (var lines = Files.lines(Path.of(System.getProperty("karaf.log"), "vitrine.log"))) {
            return lines.filter(line -> Arrays.stream(signs).anyMatch(line::contains))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
