package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.http.RawClient;

/** The requests of Terraform's OpenStack provider, in the form that gophercloud and Go's HTTP client give them. */
public class TerraformIT {
    private static final String PATCH = "application/openstack-images-v2.1-json-patch";
    private static final Pattern ID = Pattern.compile("\"id\": ?\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("\"next\": ?\"([^\"]+)\"");
    private static final int CHUNK = 32768;

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Distribution server;

    @BeforeClass
    public static void start() throws Exception {
        server = Distribution.start(FOLDER.getRoot().toPath().resolve("data"));
    }

    @AfterClass
    public static void stop() {
        server.close();
    }

    private static RawClient connect() throws IOException {
        return new RawClient(
                new InetSocketAddress(server.uri().getHost(), server.uri().getPort()), Duration.ofSeconds(30));
    }

    /** Go's order: host and agent, how long the body is, the others by name, and what its transport adds. */
    private static String request(String method, String path, String length, String type) {
        return method + " " + path + " HTTP/1.1\r\nHost: " + server.uri().getAuthority()
                + "\r\nUser-Agent: HashiCorp Terraform/1.6.6 (+https://www.terraform.io) gophercloud/v1.7.0\r\n"
                + length + "Accept: application/json\r\n"
                + (type == null ? "" : "Content-Type: " + type + "\r\n")
                + "X-Auth-Token: gAAAAABl\r\nAccept-Encoding: gzip\r\n\r\n";
    }

    private static RawClient.Answer send(RawClient client, String method, String path, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String length = bytes.length == 0 ? "" : "Content-Length: " + bytes.length + "\r\n";
        return client.send(request(method, path, length, type)).send(bytes).answer();
    }

    private static String expect(int status, RawClient.Answer answer) {
        assertEquals(answer.body(), status, answer.status());
        return answer.body().replace("\": ", "\":");
    }

    private static String create(RawClient client, String name) throws IOException {
        String json =
                "{\"container_format\":\"bare\",\"disk_format\":\"qcow2\",\"min_disk\":0,\"min_ram\":0,\"name\":\""
                        + name + "\",\"os_distro\":\"debian\",\"protected\":false,\"tags\":[\"terraform\",\"a\"],"
                        + "\"visibility\":\"private\"}";
        String created = expect(201, send(client, "POST", "/v2/images", "application/json", json));
        Matcher id = ID.matcher(created);
        assertTrue(created, id.find());
        return id.group(1);
    }

    @Test
    public void aResourceIsMadeChangedAndDestroyed() throws Exception {
        byte[] data = Data.stream(7, 1_000_000).readAllBytes();
        try (RawClient client = connect()) {
            String id = create(client, "terraform");
            String image = "/v2/images/" + id;
            assertTrue(expect(200, send(client, "GET", image, null, "")).contains("\"status\":\"queued\""));
            upload(client, image + "/file", data);
            String active = expect(200, send(client, "GET", image, null, ""));
            assertTrue(active, active.contains("\"status\":\"active\""));
            assertTrue(active, active.contains("\"size\":" + data.length));
            assertTrue(active, active.contains("\"os_distro\":\"debian\""));
            assertTrue(active, active.matches("(?s).*\"updated_at\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\".*"));

            String changed = expect(
                    200,
                    send(
                            client,
                            "PATCH",
                            image,
                            PATCH,
                            "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"renamed\"},"
                                    + "{\"op\":\"replace\",\"path\":\"/tags\",\"value\":[\"b\"]},"
                                    + "{\"op\":\"replace\",\"path\":\"/visibility\",\"value\":\"shared\"},"
                                    + "{\"op\":\"add\",\"path\":\"/hw_disk_bus\",\"value\":\"scsi\"},"
                                    + "{\"op\":\"remove\",\"path\":\"/os_distro\"}]"));
            assertTrue(changed, changed.contains("\"name\":\"renamed\""));
            assertTrue(changed, changed.contains("\"hw_disk_bus\":\"scsi\""));
            assertFalse(changed, changed.contains("os_distro"));

            // The image's access by another project, a resource of its own.
            expect(200, send(client, "POST", image + "/members", "application/json", "{\"member\":\"other\"}"));
            String member = expect(
                    200,
                    send(client, "PUT", image + "/members/other", "application/json", "{\"status\":\"accepted\"}"));
            assertTrue(member, member.contains("\"status\":\"accepted\""));
            expect(204, send(client, "DELETE", image + "/members/other", null, ""));

            expect(204, send(client, "DELETE", image, null, ""));
            expect(404, send(client, "GET", image, null, ""));
        }
    }

    /** Go sends a file of which it was not told the length in chunks of what its buffer holds. */
    private static void upload(RawClient client, String path, byte[] data) throws IOException {
        client.send(request("PUT", path, "Transfer-Encoding: chunked\r\n", "application/octet-stream"));
        for (int at = 0; at < data.length; at += CHUNK) {
            int length = Math.min(CHUNK, data.length - at);
            byte[] chunk = new byte[length];
            System.arraycopy(data, at, chunk, 0, length);
            client.send(Integer.toHexString(length) + "\r\n").send(chunk).send("\r\n");
        }
        expect(204, client.send("0\r\n\r\n").answer());
    }

    @Test
    public void aDataSourceReadsPageByPage() throws Exception {
        try (RawClient client = connect()) {
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                made.add(create(client, "paged"));
            }
            List<String> seen = new ArrayList<>();
            String page = "/v2/images?limit=2&name=paged&sort=created_at%3Aasc&tag=terraform&visibility=private";
            while (page != null) {
                String body = expect(200, send(client, "GET", page, null, ""));
                ID.matcher(body).results().forEach(match -> seen.add(match.group(1)));
                Matcher next = NEXT.matcher(body);
                page = next.find() ? next.group(1).replace("\\u0026", "&") : null;
                assertTrue("it ends", seen.size() <= made.size());
            }
            assertEquals(made, seen);
            for (String id : made) {
                expect(204, send(client, "DELETE", "/v2/images/" + id, null, ""));
            }
            String none = expect(200, send(client, "GET", "/v2/images?name=paged", null, ""));
            assertTrue(none, none.contains("\"images\":[]"));
        }
    }
}
