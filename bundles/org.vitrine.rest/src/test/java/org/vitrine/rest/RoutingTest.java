package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** Which request gets where, before anybody asks who sent it (contract sections 2 and 4). */
public class RoutingTest {
    private final TestApi api = new TestApi(Callers.member("p1"));

    @After
    public void close() {
        api.close();
    }

    private int status(String method, String path) {
        return api.send(method, path, Map.of()).status();
    }

    @Test
    @Covers({"ROUTE-1", "ROUTE-2", "GOTCHA-39", "IMG-SHOW-4"})
    public void pathsMatchExactly() {
        for (String path : new String[] {
            "/v2/images/",
            "/v2/images//file",
            "/v2/images/a%2Fb",
            "/v2/images/detail",
            "/v2/Images",
            "/v2/",
            "/v2/images/x/actions/explode",
            "/v2/nothing/like/that/at/all"
        }) {
            assertEquals(path, 404, status("GET", path));
        }
        assertEquals(404, status("DELETE", "/v2/images/"));
        String id = api.image();
        assertEquals(200, status("GET", "/v2/im%61ges/" + id));
    }

    @Test
    @Covers({
        "ROUTE-3",
        "ROUTE-5",
        "ROUTE-34",
        "ROUTE-35",
        "ROUTE-37",
        "ROUTE-38",
        "ROUTE-39",
        "ROUTE-40",
        "ROUTE-41",
        "GOTCHA-40",
        "ERR-8",
        "ERR-29"
    })
    public void aKnownPathNamesItsMethods() {
        for (String[] row : new String[][] {
            {"/v2/images", "GET, POST"},
            {"/v2/images/x", "GET, PATCH, DELETE"},
            {"/v2/images/x/file", "GET, PUT"},
            {"/v2/images/x/actions/deactivate", "POST"},
            {"/v2/images/x/actions/reactivate", "POST"},
            {"/v2/images/x/tags/t", "PUT, DELETE"},
            {"/v2/images/x/import", "POST"},
            {"/v2/images/x/stage", "PUT"},
            {"/v2/images/x/members", "GET, POST"},
            {"/v2/images/x/members/m", "GET, PUT, DELETE"},
            {"/v2/stores/s/x", "DELETE"},
            {"/v2/info/import", "GET"},
            {"/v2/info/stores", "GET"},
            {"/v2/info/stores/detail", "GET"},
            {"/v2/schemas/image", "GET"},
            {"/v2/schemas/images", "GET"},
            {"/v2/schemas/member", "GET"},
            {"/v2/schemas/members", "GET"}
        }) {
            Answer answer = api.send("HEAD", row[0], Map.of());
            assertEquals(row[0], 405, answer.status());
            assertEquals(row[0], row[1], answer.header("Allow"));
            assertEquals("HEAD has no body", 0, answer.body().length);
            assertTrue(api.send("OPTIONS", row[0], Map.of()).text().contains("OPTIONS"));
        }
    }

    @Test
    @Covers({"ROUTE-4", "ROUTE-36", "ROUTE-49"})
    public void anUnknownPathIsUnknownToEveryMethod() {
        for (String method : new String[] {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"}) {
            assertEquals(method, 404, status(method, "/v2/nope"));
        }
        assertEquals(501, status("TRACE", "/v2/nope"));
        assertEquals(501, status("OPTIONS", "/v2/nope"));
        assertEquals(404, status("POST", "/v2/info/usage"));
        assertEquals(404, status("HEAD", "/v2/info/usage"));
    }

    @Test
    @Covers("ROUTE-6")
    public void whatIsNotUtf8IsNotFoundInPathsAndInvalidInQueries() {
        assertEquals(404, status("GET", "/v2/images/%FF"));
        assertEquals(400, status("GET", "/v2/images?name=%FF"));
        assertEquals(400, status("GET", "/v2/images?%C3=x"));
        assertEquals("a percent sign that encodes nothing is one", 404, status("GET", "/v2/images/100%"));
    }

    @Test
    @Covers({
        "ROUTE-7",
        "ROUTE-8",
        "ROUTE-20",
        "ROUTE-43",
        "ROUTE-44",
        "ROUTE-45",
        "ROUTE-48",
        "GOTCHA-38",
        "SCH-1",
        "DEL-1",
        "TAG-1",
        "ACT-4"
    })
    public void aBodyThatNobodyExpectsIsRefusedBeforeAnythingElse() {
        for (String[] row : new String[][] {
            {"GET", "/v2/images/x"},
            {"DELETE", "/v2/images/x"},
            {"GET", "/v2/images/x/file"},
            {"POST", "/v2/images/x/actions/deactivate"},
            {"POST", "/v2/images/x/actions/reactivate"},
            {"PUT", "/v2/images/x/tags/t"},
            {"DELETE", "/v2/images/x/tags/t"},
            {"GET", "/v2/images/x/members"},
            {"GET", "/v2/images/x/members/m"},
            {"DELETE", "/v2/images/x/members/m"},
            {"DELETE", "/v2/stores/s/x"},
            {"GET", "/v2/info/import"},
            {"GET", "/v2/info/stores"},
            {"GET", "/v2/info/stores/detail"},
            {"GET", "/v2/schemas/image"},
            {"GET", "/v2/schemas/member"}
        }) {
            Answer answer = api.send(row[0], row[1], Map.of(), new byte[] {'x'});
            assertEquals(row[0] + row[1], 400, answer.status());
            assertTrue(answer.text().contains("A body is not expected"));
        }
        byte[] data = {'x'};
        assertEquals(
                400,
                api.stream("PUT", "/v2/images/x/tags/t", Map.of(), new ByteArrayInputStream(data))
                        .status());
        assertEquals(
                "chunked says nothing on a GET",
                404,
                api.stream("GET", "/v2/images/x", Map.of(), new ByteArrayInputStream(data))
                        .status());
        String id = api.image();
        Map<String, String> type = Map.of("Content-Type", "application/octet-stream");
        assertEquals(
                "a type alone is no body",
                200,
                api.send("GET", "/v2/images/" + id, type).status());
        assertEquals(
                "lists take one",
                200,
                api.send("GET", "/v2/images", Map.of(), data).status());
    }

    @Test
    @Covers({"REQ-13", "IMG-CREATE-1", "GOTCHA-41"})
    public void theLocationIsWhereTheClientReachesUs() {
        assertEquals("http://img.test:9292", base("http", "img.test", 9292));
        assertEquals("http://img.test", base("http", "img.test", 80));
        assertEquals("https://img.test", base("https", "img.test", 443));
        assertEquals("https://img.test:80", base("https", "img.test", 80));
        assertEquals("http://[::1]:9292", base("http", "[::1]", 9292));
    }

    private String base(String scheme, String host, int port) {
        FakeServlet servlet = api.servlet("POST", "/v2/images", Map.of(), new ByteArrayInputStream("{}".getBytes()))
                .at(scheme, host, port);
        String location = api.answer(servlet).header("Location");
        return location.substring(0, location.indexOf("/v2/images/"));
    }

    @Test
    @Covers({"REQ-6", "REQ-7"})
    public void jsonIsSaidToBeJsonAndNothingHasNoBody() {
        Answer list = api.get("/v2/images");
        assertEquals("application/json", list.header("Content-Type"));
        assertEquals(String.valueOf(list.body().length), list.header("Content-Length"));
        String id = api.image("\"name\":\"Grüße\"");
        assertTrue(api.get("/v2/images/" + id).text().contains("Grüße"));
        Answer deleted = api.delete("/v2/images/" + id);
        assertEquals(204, deleted.status());
        assertEquals(0, deleted.body().length);
        assertNull(deleted.header("Content-Type"));
    }
}
