package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.http.RawClient;

/** The property protection files of the administrator's guide and the real clients; and who is believed without Keystone. */
public class PropertyProtectionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long START_SECONDS = 400;
    private static final String ROLES = """
            [property1]
            create = admin,service_role
            read = admin,service_role,member,_member_
            update = admin
            delete = admin

            [^x_.*]
            create = admin,member,_member_
            read = admin,member,_member_
            update = admin,member,_member_
            delete = admin,member,_member_

            [.*]
            create = admin
            read = admin
            update = admin
            delete = admin
            """;
    private static final String POLICIES = """
            [x_none_read]
            create = context_is_admin
            read = !
            update = !
            delete = !

            [x_none_update]
            create = context_is_admin
            read = context_is_admin
            update = !
            delete = context_is_admin

            [x_none_delete]
            create = context_is_admin
            read = context_is_admin
            update = context_is_admin
            delete = !
            """;
    private static final String ADMIN = "root:p1:admin,member,reader";
    private static final String MEMBER = "ann:p1:member,reader";
    private static final String SERVICE = "svc:p1:service_role,member,reader";

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Distribution server;
    private static ImageClient client;

    @BeforeClass
    public static void start() throws Exception {
        server = Distribution.start(
                FOLDER.getRoot().toPath().resolve("data"),
                "--config",
                config(
                        "config",
                        Map.of(
                                "org.vitrine.core.identity.cfg", "driver.target = (vitrine.driver=headers)\n",
                                "org.vitrine.identity.headers.cfg",
                                        "trusted.proxies = 127.0.0.1/32\nfake.auth = true\n",
                                "org.vitrine.edge.cfg", "enable.proxy.headers.parsing = true\n",
                                "org.vitrine.core.property.cfg", "enabled = true\n",
                                "org.vitrine.property.rules.cfg", rules("roles"),
                                "protection-roles.conf", ROLES,
                                "protection-policies.conf", POLICIES)));
        client = server.client();
    }

    @AfterClass
    public static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String config(String name, Map<String, String> files) throws IOException {
        Path directory = Files.createDirectory(FOLDER.getRoot().toPath().resolve(name));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        return directory.toString();
    }

    private static String rules(String format) {
        return "config.dirs = ${karaf.etc}\nerror.file = ${karaf.data}/vitrine/property-protection-error\n"
                + "property.protection.rule.format = " + format + "\nproperty.protection.file = protection-" + format
                + ".conf\n";
    }

    private static Command.Outcome openstack(String token, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/openstack",
                "--os-auth-type",
                "admin_token",
                "--os-token",
                token,
                "--os-endpoint",
                server.uri() + "/v2",
                "image"));
        command.addAll(List.of(arguments));
        return Command.outcome(FOLDER.getRoot().toPath(), command);
    }

    private static String works(Command.Outcome outcome) {
        assertEquals(outcome.output(), 0, outcome.status());
        return outcome.output();
    }

    private static void isForbidden(Command.Outcome outcome) {
        assertNotEquals(outcome.output(), 0, outcome.status());
        assertTrue(outcome.output(), outcome.output().contains("403"));
    }

    /** By plain HTTP: {@code openstack image create} adds properties of its own, which most of these files forbid. */
    private static HttpResponse<String> creation(String token, String... properties) throws Exception {
        String members = Arrays.stream(properties)
                .map(property -> "\"" + property.replace("=", "\": \"") + "\"")
                .collect(Collectors.joining(", "));
        return client.send(client.request("/v2/images")
                .header("X-Auth-Token", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{" + members + "}")));
    }

    private static String created(String token, String... properties) throws Exception {
        HttpResponse<String> answer = creation(token, properties);
        assertEquals(answer.body(), 201, answer.statusCode());
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^.*/", "");
    }

    @Test
    @Covers({
        "PP-2",
        "PP-3",
        "op:PROP-2",
        "op:PROP-5",
        "op:PROP-6",
        "op:PROP-11",
        "op:PROP-12",
        "op:PROP-13",
        "op:PROP-14",
        "op:PROP-15"
    })
    public void theFilesOfTheGuideHoldForTheRealClients() throws Exception {
        assertEquals(403, creation(MEMBER, "property1=forged").statusCode());
        String image = created(SERVICE, "property1=one", "x_free=yes");
        String secret = works(openstack(
                        ADMIN,
                        "create",
                        "-f",
                        "value",
                        "-c",
                        "id",
                        "--property",
                        "property1=one",
                        "--property",
                        "billing=42",
                        "secret"))
                .strip();
        String shown = works(openstack(MEMBER, "show", "-f", "json", secret));
        assertTrue(shown, shown.contains("property1"));
        assertFalse(shown, shown.contains("billing"));
        isForbidden(openstack(MEMBER, "set", "--property", "property1=two", image));
        isForbidden(openstack(SERVICE, "unset", "--property", "property1", image));
        works(openstack(MEMBER, "set", "--property", "x_free=no", image));
        String seen = works(openstack(ADMIN, "show", "-f", "json", secret));
        assertTrue(seen, seen.contains("\"billing\": \"42\""));

        Etc etc = new Etc(server.data().resolve("etc"));
        etc.put("org.vitrine.property.rules.cfg", rules("policies"));
        AbstractContainerIT.await(
                "the policies are in force",
                PATIENCE.toSeconds(),
                () -> log().contains("3 sections from " + etc.file("protection-policies.conf")));
        assertEquals(403, creation(MEMBER, "x_none_read=1").statusCode());
        String odd = created(ADMIN, "x_none_read=1", "x_none_update=1", "x_none_delete=1");
        String rest = works(openstack(ADMIN, "show", "-f", "json", odd));
        assertFalse(rest, rest.contains("x_none_read"));
        assertTrue(rest, rest.contains("x_none_update"));
        isForbidden(openstack(ADMIN, "set", "--property", "x_none_update=2", odd));
        isForbidden(openstack(ADMIN, "unset", "--property", "x_none_delete", odd));
        works(openstack(ADMIN, "set", "--property", "x_none_delete=2", odd));
        works(openstack(ADMIN, "unset", "--property", "x_none_update", odd));
    }

    private static String log() {
        try {
            return server.log();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The refusals that the guide names. */
    @Test
    @Covers({"PP-8", "op:PROP-2", "op:PROP-9"})
    public void aServerDoesNotStartWithAFileThatCannotBeUsed() throws Exception {
        String path = "[DEFAULT]\nproperty_protection_file = ";
        Map<String, Map<String, String>> broken = new LinkedHashMap<>();
        broken.put("there is no such file", Map.of("glance-api.conf", path + "/no/such/file\n"));
        broken.put(
                "section [(] is no regular expression",
                Map.of("glance-api.conf", path + "rules.conf\n", "rules.conf", ROLES.replace("^x_.*", "(")));
        broken.put(
                "section [property1], read: ",
                Map.of(
                        "org.vitrine.core.property.cfg", "enabled = true\n",
                        "org.vitrine.property.rules.cfg", rules("roles"),
                        "protection-roles.conf", ROLES.replace("read = admin,service_role", "read = @,!")));
        Map<String, CompletableFuture<String>> starts = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, String>> files : broken.entrySet()) {
            String name = "broken" + starts.size();
            String directory = config(name, files.getValue());
            starts.put(files.getKey(), CompletableFuture.supplyAsync(() -> refusal(name + "-data", directory)));
        }
        for (Map.Entry<String, CompletableFuture<String>> start : starts.entrySet()) {
            String said = start.getValue().get(START_SECONDS, TimeUnit.SECONDS);
            assertTrue(said, said.contains("ERROR: ") && said.contains(start.getKey()));
        }
    }

    private static String refusal(String data, String config) {
        try (Distribution started = Distribution.start(FOLDER.getRoot().toPath().resolve(data), "--config", config)) {
            return "it starts at " + started.uri();
        } catch (IllegalStateException e) {
            return e.getMessage();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Covers({"AUTH-2", "AUTH-3", "AUTH-5", "AUTH-10"})
    public void onlyATrustedProxySaysWhoIsCalling() throws Exception {
        String member = "X-Identity-Status: Confirmed\r\nX-User-Id: ann\r\nX-Project-Id: p1\r\nX-Roles: member,reader";
        String admin = member.replace("member,reader", "Admin").replace("p1", "p2");
        String image = created(MEMBER, "x_free=yes");
        String get = "GET /v2/images/" + image + " HTTP/1.1\r\n";
        assertEquals(200, status("127.0.0.1", get + member));
        assertEquals("a role in any case", 200, status("127.0.0.1", get + admin));
        for (String headers : List.of(
                member,
                admin,
                "X-Auth-Token: " + ADMIN,
                member + "\r\nX-Forwarded-For: 127.0.0.1",
                member + "\r\nX-Real-IP: 127.0.0.1",
                member + "\r\nForwarded: for=127.0.0.1")) {
            assertEquals(headers, 401, status("127.0.0.2", get + headers));
        }
        for (String odd : List.of("confirmed", "CONFIRMED", "Confirmed,Invalid", "Invalid", "", "Confirmed\u00a0")) {
            assertEquals(odd, 401, status("127.0.0.1", get + member.replace("Confirmed", odd)));
        }
        for (String role : ForgedHeaders.LOOK_LIKE_ADMIN) {
            String bytes = new String(role.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            assertEquals(role, 404, status("127.0.0.1", get + admin.replace("Admin", "reader," + bytes)));
        }
        for (String twice :
                List.of("X-Roles: admin", "x-roles: member", "X-Project-Id: p1", "X-Identity-Status: Invalid")) {
            assertEquals(twice, 400, status("127.0.0.1", get + member + "\r\n" + twice));
        }
    }

    private static int status(String from, String head) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(server.uri().getHost(), server.uri().getPort());
        try (RawClient client = new RawClient(from, address, PATIENCE)) {
            return client.send(head + "\r\nHost: image.example.org\r\n\r\n")
                    .answer()
                    .status();
        }
    }
}
