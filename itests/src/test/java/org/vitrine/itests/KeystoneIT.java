package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.http.RawClient;
import org.vitrine.spi.testkit.server.BarbicanServer;
import org.vitrine.spi.testkit.server.KeystoneServer;

/** The whole server and a real Keystone: who gets in, who does not, and what happens while Keystone is away. */
public class KeystoneIT {
    private static final long PATIENCE_SECONDS = 120;
    private static final long LENGTH = 8 << 20;
    private static final Map<String, String> FILES = Map.of(
            "org.vitrine.core.images.cfg",
            "enabled.import.methods = glance-direct,glance-download\n",
            "org.vitrine.importing.download.cfg",
            "allowed.hosts = 127.0.0.1\nallowed.ports =\n");
    private static final Pattern STATUS = Pattern.compile("\"status\": ?\"([a-z]+)\"");
    private static final Pattern MESSAGE = Pattern.compile("\"message\": ?\"([^\"]*)\"");
    private static final String IMAGE =
            "{\"name\": \"mine\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}";

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Cloud cloud;
    private static String demo;
    private static String demoProject;
    private static String image;

    @BeforeClass
    public static void start() throws Exception {
        cloud = Cloud.start(FOLDER.getRoot().toPath(), KeystoneServer.start(), FILES);
        demo = cloud.keystone().token("demo");
        demoProject = cloud.admin().find("project", "demo");
        image = created(demo);
    }

    @AfterClass
    public static void stop() throws Exception {
        if (cloud != null) {
            cloud.close();
        }
    }

    private static String created(String token) throws Exception {
        return created(token, IMAGE);
    }

    private static String created(String token, String body) throws Exception {
        HttpResponse<String> answer = cloud.client().send(creation(token, body));
        assertEquals(answer.body(), 201, answer.statusCode());
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^.*/", "");
    }

    private static HttpRequest.Builder creation(String token) {
        return creation(token, IMAGE);
    }

    private static HttpRequest.Builder creation(String token, String body) {
        return cloud.request(token, "/v2/images")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    /** What the bearer of a token is told: a list, the image of the project demo, and the creation of another one. */
    private static List<Integer> rights(String token) throws Exception {
        List<Integer> rights = new ArrayList<>();
        for (HttpRequest.Builder request : List.of(
                cloud.request(token, "/v2/images"), cloud.request(token, "/v2/images/" + image), creation(token))) {
            rights.add(cloud.client().send(request).statusCode());
        }
        return rights;
    }

    @Test
    @Covers({"AUTH-1", "AUTH-5", "AUTH-6", "AUTH-7", "AUTH-11", "AUTH-12", "AUTH-13", "op:AUTH-4", "op:AUTH-11"})
    public void rightsFollowTheProjectTheRolesAndTheScopeOfAToken() throws Exception {
        KeystoneServer keystone = cloud.keystone();
        String demoId = cloud.admin().find("user", "demo");
        String other = cloud.admin().project("other", demoId, "reader");
        cloud.admin()
                .administer(
                        "PUT",
                        "/domains/default/users/" + cloud.admin().find("user", "admin") + "/roles/"
                                + cloud.admin().find("role", "admin"),
                        null);
        Map<String, List<Integer>> found = new HashMap<>();
        found.put("own project", rights(demo));
        found.put("other project, reader", rights(cloud.admin().tokenFor("demo", other)));
        found.put("other user", rights(keystone.token("alt_demo")));
        found.put("admin", rights(keystone.token("admin")));
        found.put("unscoped", rights(keystone.token("demo", "\"unscoped\"")));
        found.put("domain", rights(keystone.token("admin", "{\"domain\": {\"id\": \"default\"}}")));
        found.put("system", rights(keystone.token("admin", "{\"system\": {\"all\": true}}")));
        found.put("nobody", rights(null));
        found.put("nonsense", rights("nonsense"));
        List<Integer> wrongScope = List.of(403, 404, 403);
        List<Integer> unknown = List.of(401, 401, 401);
        assertEquals(
                Map.of(
                        "own project", List.of(200, 200, 201),
                        "other project, reader", List.of(200, 404, 403),
                        "other user", List.of(200, 404, 201),
                        "admin", List.of(200, 200, 201),
                        "unscoped", wrongScope,
                        "domain", wrongScope,
                        "system", wrongScope,
                        "nobody", unknown,
                        "nonsense", unknown),
                found);
        HttpResponse<String> refused = cloud.client().send(cloud.request(null, "/v2/images"));
        assertEquals(
                "Keystone uri=\"http://keystone.example.org:5000\"",
                refused.headers().firstValue("WWW-Authenticate").orElse("none"));
    }

    @Test
    @Covers({"AUTH-14", "op:AUTH-9", "op:AUTH-15"})
    public void aRevokedTokenIsRefusedWithinTheCacheTime() throws Exception {
        KeystoneServer keystone = cloud.keystone();
        cloud.rememberTokens(1);
        try {
            String token = keystone.token("alt_demo");
            String service = keystone.token("glance");
            assertEquals(200, list(token, service));
            keystone.revoke(token);
            awaitStatus(401, token, null);
            assertEquals("no service vouches for it", 401, list(token, service));
            keystone.revoke(service);
            String fresh = keystone.token("alt_demo");
            assertEquals("the request goes on without it", 200, list(fresh, service));
        } finally {
            cloud.rememberTokens(300);
        }
    }

    private static int list(String token, String service) throws Exception {
        HttpRequest.Builder request = cloud.request(token, "/v2/images?limit=1");
        return cloud.client()
                .send(service == null ? request : request.header("X-Service-Token", service))
                .statusCode();
    }

    private static String log() {
        try {
            return cloud.server().log();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitStatus(int status, String token, String service) {
        AbstractContainerIT.await("it is answered with " + status, PATIENCE_SECONDS, () -> {
            return list(token, service) == status;
        });
    }

    /** Keystone ends, starts again, falls silent, and ends once more, all under load. */
    @Test
    @Covers({"op:AUTH-5", "op:AUTH-6", "op:AUTH-9", "op:AUTH-15", "op:AUTH-24"})
    public void keystoneGoesAndComesBackUnderLoad() throws Exception {
        KeystoneServer keystone = cloud.keystone();
        String service = keystone.token("glance");
        // What is remembered now must last until the end.
        cloud.rememberTokens(1800);
        assertEquals(200, list(demo, null));
        TokenTraffic traffic = new TokenTraffic(cloud, demo);
        traffic.goOnDuring(() -> {
            awaitMore(traffic);
            List<String> first = fresh(6);
            List<String> second = fresh(6);
            traffic.begin(TokenTraffic.Keystone.CHANGING, List.of());
            keystone.stop();
            away(traffic, first);
            traffic.begin(TokenTraffic.Keystone.CHANGING, first);
            keystone.resume(Duration.ofSeconds(8));
            back(traffic, first);

            String brief = keystone.token("alt_demo");
            assertEquals(200, list(brief, null));
            traffic.begin(TokenTraffic.Keystone.CHANGING, List.of());
            keystone.freeze();
            try {
                away(traffic, second);
                awaitStatus(401, brief, null);
                traffic.begin(TokenTraffic.Keystone.CHANGING, second);
            } finally {
                keystone.thaw();
            }
            keystone.stop();
            keystone.resume();
            back(traffic, second);
            assertEquals("a service vouches for it", 200, list(brief, service));
            assertEquals(401, list(brief, cloud.keystone().token("alt_demo")));
        });
        assertEquals(Set.of(200, 401, 503), traffic.seen());
        String log = log();
        assertFalse(log.contains(": 500"));
        assertTrue(
                "an outage is no error of the server",
                log.lines().noneMatch(line -> line.contains(" ERROR ") && line.contains(": 503")));
        assertTrue(log.contains("Keystone does not answer"));
        assertTrue(log.contains("Keystone answers again"));
    }

    private static List<String> fresh(int count) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tokens.add(cloud.keystone().token("alt_demo"));
        }
        return tokens;
    }

    /** Keystone answers no more; these tokens the server has never seen. */
    private static void away(TokenTraffic traffic, List<String> unknown) {
        traffic.begin(TokenTraffic.Keystone.AWAY, unknown);
        awaitMore(traffic);
    }

    /** Keystone, of which nothing was certain lately, answers again. */
    private static void back(TokenTraffic traffic, List<String> tokens) {
        for (String token : tokens) {
            awaitStatus(200, token, null);
        }
        traffic.begin(TokenTraffic.Keystone.THERE, tokens);
        awaitMore(traffic);
    }

    private static void awaitMore(TokenTraffic traffic) {
        long known = traffic.known() + 30;
        long others = traffic.others() + 10;
        AbstractContainerIT.await(
                "clients are answered", PATIENCE_SECONDS, () -> traffic.known() >= known && traffic.others() >= others);
    }

    @Test
    @Covers({"AUTH-1", "op:AUTH-1", "op:AUTH-2", "op:AUTH-7"})
    public void forgedIdentitiesAreWorthNothing() throws Exception {
        String alt = cloud.keystone().token("alt_demo");
        List<String> let = new ArrayList<>();
        for (String headers : ForgedHeaders.identities(cloud.admin().find("user", "admin"), demoProject)) {
            check(let, Set.of(400, 401), "GET /v2/images HTTP/1.1" + headers);
            check(let, Set.of(400, 401), "GET /v2/images HTTP/1.1\r\nX-Auth-Token: nonsense" + headers);
            String own = "GET /v2/images/" + image + " HTTP/1.1";
            check(let, Set.of(400, 404), own + "\r\nX-Auth-Token: " + alt + headers);
            check(let, Set.of(400, 404), own + headers + "\r\nX-Auth-Token: " + alt);
        }
        assertEquals(List.of(), let);
    }

    @Test
    @Covers({"op:AUTH-2", "op:AUTH-8"})
    public void aTokenCountsInItsHeaderAlone() throws Exception {
        String alt = cloud.keystone().token("alt_demo");
        List<String> let = new ArrayList<>();
        for (String odd : ForgedHeaders.misplaced("/v2/images/" + image, demo, alt)) {
            check(let, Set.of(400, 401, 404), odd);
        }
        assertEquals(List.of(), let);
        for (String right : List.of(
                "X-Auth-Token: " + demo,
                "x-auth-token:\t" + demo + "  ",
                "X-Storage-Token: " + demo,
                "X-Auth-Token: " + demo + "\r\nX-Storage-Token: nonsense")) {
            assertEquals(right, 200, status("GET /v2/images/" + image + " HTTP/1.1\r\n" + right));
        }
    }

    private static void check(List<String> wrong, Set<Integer> right, String head) throws IOException {
        int status = status(head);
        if (!right.contains(status)) {
            wrong.add(status + " for " + head);
        }
    }

    /** What a request is answered with that no client would send; each char is a byte. */
    private static int status(String head) throws IOException {
        InetSocketAddress address = new InetSocketAddress(
                cloud.server().uri().getHost(), cloud.server().uri().getPort());
        try (RawClient client = new RawClient(address, TokenTraffic.PATIENCE)) {
            return client.send(head + "\r\nHost: image.example.org\r\n\r\n")
                    .answer()
                    .status();
        }
    }

    @Test
    @Covers({"AUTH-3", "AUTH-11"})
    public void rolesThatLookLikeAnotherOneAreNotThatOne() throws Exception {
        String user = cloud.admin().find("user", "alt_demo");
        String project = cloud.admin().project("mimics", user, "reader");
        for (String role : ForgedHeaders.LOOK_LIKE_ADMIN) {
            cloud.admin()
                    .grant(project, user, cloud.admin().make("/roles", "{\"role\": {\"name\": \"" + role + "\"}}"));
        }
        assertEquals(List.of(200, 404, 403), rights(cloud.admin().tokenFor("alt_demo", project)));
    }

    /** From a second server of this kind, and from the real Glance. */
    @Test
    @Covers({"IMPF-11", "op:IMP-9", "op:IMP-23", "op:IMP-43", "op:IMP-52"})
    public void imagesComeFromOtherRegionsWithTheCallersToken() throws Exception {
        try (Region vitrine =
                        Region.ofVitrine(cloud, "Two", FOLDER.newFolder("two").toPath());
                Region glance = Region.ofGlance(cloud, "Three")) {
            String token = cloud.keystone().token("demo");
            for (Region region : List.of(vitrine, glance)) {
                String remote = region.create(token, ", \"hw_disk_bus\": \"scsi\", \"other\": \"no\"", 3, LENGTH);
                assertEquals("success", imported(token, region, remote, ""));
                String spoiled = region.create(token, "", 4, LENGTH);
                region.spoil(spoiled);
                imported(token, region, spoiled, "does not have the SHA-512 hash");
                imported(token, region, region.create(token, ""), "should be active instead of queued");
                String foreign = region.create(cloud.keystone().token("alt_demo"), "", 5, 1);
                imported(token, region, foreign, "status 404");
                region.relay().endAfter(LENGTH / 2);
                imported(token, region, remote, "The other Image service|Nothing|the server");
                region.relay().restore();
                assertEquals("success", imported(token, region, remote, ""));
            }
            String restricted = glance.create(token, ", \"x_restricted\": \"yes\"", 6, 1);
            imported(token, glance, restricted, "status 403");
        }
        assertFalse(log().contains(demo));
    }

    /**
     * Imports it into a new image, and checks what became of that; how the task ended.
     *
     * @param reason a pattern of what it says when it has to fail; empty when it must not
     */
    private static String imported(String token, Region region, String remote, String reason) throws Exception {
        String id = created(token);
        String body = "{\"method\": {\"name\": \"glance-download\", \"glance_region\": \"" + region.name()
                + "\", \"glance_image_id\": \"" + remote + "\"}}";
        cloud.client()
                .expect(
                        202,
                        cloud.request(token, "/v2/images/" + id + "/import")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)));
        AbstractContainerIT.await("the import ends", PATIENCE_SECONDS, () -> {
            return Set.of("success", "failure").contains(first(STATUS, tasks(token, id)));
        });
        String tasks = tasks(token, id);
        String image = cloud.client().expect(200, cloud.request(token, "/v2/images/" + id));
        String ended = first(STATUS, tasks);
        assertEquals(tasks, reason.isEmpty() ? "success" : "failure", ended);
        if (reason.isEmpty()) {
            assertEquals(image, "active", first(STATUS, image));
            assertTrue(image, image.contains(Data.sha512(Data.stream(3, LENGTH))));
            assertTrue(image, image.matches("(?s).*\"hw_disk_bus\": ?\"scsi\".*"));
            assertFalse(image, image.contains("\"other\""));
        } else {
            assertTrue(
                    tasks,
                    Pattern.compile(reason).matcher(first(MESSAGE, tasks)).find());
            assertEquals(image, "queued", first(STATUS, image));
            assertFalse(
                    "left in the store",
                    Files.exists(cloud.server().data().resolve("images").resolve(id)));
        }
        assertFalse(tasks, tasks.contains(token));
        return ended;
    }

    private static String tasks(String token, String id) throws Exception {
        return cloud.client().expect(200, cloud.request(token, "/v2/images/" + id + "/tasks"));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(text, matcher.find());
        return matcher.group(1);
    }

    @Test
    @Covers({
        "DISC-5",
        "op:QUOTA-2",
        "op:QUOTA-4",
        "op:QUOTA-20",
        "op:QUOTA-21",
        "op:QUOTA-22",
        "op:QUOTA-23",
        "op:QUOTA-27"
    })
    public void ofTwentyClientsNoMoreGetThroughThanALimitHasRoomFor() throws Exception {
        cloud.admin().registerLimits();
        cloud.put("org.vitrine.quota.limits.cfg", Cloud.limits(cloud.keystone()));
        useLimits(true);
        try {
            try (LimitRace race = new LimitRace(cloud, "image_count_total", 5)) {
                assertEquals(5, race.create());
                race.requireUsage("\"image_count_total\":{\"usage\":5,\"limit\":5}");
                race.deleteOne();
                assertEquals("the last one", 1, race.create());
                assertEquals(0, race.create());
            }
            assertEquals(1, writers("file", "image_count_uploading", 1));
            assertEquals(3, writers("file", "image_size_total", 3));
            assertEquals(2, writers("stage", "image_stage_total", 2));
        } finally {
            useLimits(false);
        }
    }

    /** How many of twenty clients may write a mebibyte at the same time in a project with that limit. */
    private static int writers(String endpoint, String resource, int limit) throws Exception {
        try (LimitRace race = new LimitRace(cloud, resource, limit)) {
            assertEquals(LimitRace.CLIENTS, race.create());
            return race.write(endpoint, "\"" + resource + "\":{\"usage\":" + limit + ",\"limit\":" + limit + "}");
        }
    }

    private static void useLimits(boolean use) throws IOException {
        cloud.put("org.vitrine.core.quota.cfg", "use.keystone.limits = " + use + "\nhard.storage.limits = true\n");
        AbstractContainerIT.await("limits are in force: " + use, PATIENCE_SECONDS, () -> {
            HttpResponse<String> usage = cloud.client().send(cloud.request(demo, "/v2/info/usage"));
            return usage.statusCode() == 200 && usage.body().contains("image_count_total") == use;
        });
    }

    @Test
    @Covers({"DEL-12", "op:SCHEMA-8", "op:CFG-77"})
    public void theKeyOfAnEncryptedImageGoesWithItAndNeverHoldsItUp() throws Exception {
        KeystoneServer keystone = cloud.keystone();
        try (BarbicanServer barbican = BarbicanServer.start(keystone)) {
            assertKeyStays(barbican, demo, "The key manager is not available now");
            keystone.registerService("key-manager", "barbican", barbican.uri());
            cloud.put("org.vitrine.keymanager.barbican.cfg", "timeout = 20\n");
            AbstractContainerIT.await(
                    "the key manager is there",
                    PATIENCE_SECONDS,
                    () -> log().contains("Key manager barbican asks whom the caller's catalog names"));
            String token = keystone.token("demo");
            UUID key = barbican.keys().create(token);
            assertEquals(204, deleteEncrypted(token, key));
            assertFalse(barbican.keys().holds(token, key));
            assertEquals(List.of(), linesWith(key.toString()));
            assertKeyStays(barbican, keystone.token("alt_demo"), "Barbican does not let the caller delete it");
            UUID last = barbican.keys().create(token);
            barbican.stop();
            assertEquals(204, deleteEncrypted(token, last));
            assertEquals(1, linesWith(last + " stays: Barbican was not reached").size());
        }
        assertFalse(log().contains(demo));
    }

    /** The image goes, the key of the project demo stays, and the log says so once. */
    private static void assertKeyStays(BarbicanServer barbican, String token, String why) throws Exception {
        UUID key = barbican.keys().create(demo);
        assertEquals(204, deleteEncrypted(token, key));
        assertTrue(barbican.keys().holds(demo, key));
        List<String> lines = linesWith(key.toString());
        assertEquals(lines.toString(), 1, lines.size());
        assertTrue(lines.get(0), lines.get(0).contains("WARN") && lines.get(0).contains(why));
    }

    /** Makes an image that is encrypted with a key of its own, and deletes it: the status. */
    private static int deleteEncrypted(String token, UUID key) throws Exception {
        String encrypted = IMAGE.replace(
                "}",
                ", \"cinder_encryption_key_id\": \"" + key
                        + "\", \"cinder_encryption_key_deletion_policy\": \"on_image_deletion\"}");
        String made = created(token, encrypted);
        HttpResponse<String> answer =
                cloud.client().send(cloud.request(token, "/v2/images/" + made).DELETE());
        assertEquals(
                404,
                cloud.client().send(cloud.request(token, "/v2/images/" + made)).statusCode());
        return answer.statusCode();
    }

    private static List<String> linesWith(String text) {
        return log().lines().filter(line -> line.contains(text)).toList();
    }
}
