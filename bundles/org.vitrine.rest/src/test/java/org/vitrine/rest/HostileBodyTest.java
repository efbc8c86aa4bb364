package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** Bodies that mean no good. All of them are the client's fault, and none costs more than its bytes. */
public class HostileBodyTest {
    private final TestApi api = new TestApi(Callers.member("p1"));

    @After
    public void close() {
        api.close();
    }

    private void assertInvalid(String json) {
        Answer answer = api.post("/v2/images", json);
        assertEquals(json.substring(0, Math.min(json.length(), 80)), 400, answer.status());
        String message = answer.json().get("message").textValue();
        assertTrue(message, message.length() > 20);
        assertFalse("nothing of the parser's: " + message, message.matches("(?s).*(`|Source|com\\.).*"));
    }

    @Test
    @Covers({"REQ-9", "ERR-20", "IMG-CREATE-4"})
    public void whatIsNoObjectIsInvalid() {
        for (String json : new String[] {
            "",
            " ",
            "true",
            "5",
            "\"x\"",
            "null",
            "[]",
            "{",
            "{}}",
            "{} {}",
            "{'a':'b'}",
            "{\"a\":NaN}",
            "\ufeff{}",
            "{\"a\":\"\u0001\"}"
        }) {
            assertInvalid(json);
        }
    }

    @Test
    @Covers("LIM-30")
    public void depthAndSizeHaveBounds() {
        assertInvalid("{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}");
        assertInvalid("{\"a\":" + "{\"a\":".repeat(1000) + "1" + "}".repeat(1000) + "}");
        assertInvalid("{\"min_disk\":" + "9".repeat(1_000_000) + "}");
        assertInvalid("{\"min_disk\":1e1000000000}");
        assertInvalid("{\"min_disk\":-1e1000000000}");
        assertInvalid("{\"min_disk\":1e-1000000000}");
        assertInvalid("{\"a\":[" + "[],".repeat(500_000) + "[]]}");
        assertEquals(
                413,
                api.post("/v2/images", "{\"a\":\"" + "x".repeat(5 << 20) + "\"}")
                        .status());
    }

    @Test
    public void anEndlessBodyIsNotReadToItsEnd() {
        InputStream endless = new InputStream() {
            private long count;

            @Override
            public int read() {
                if (count++ > 5 << 20) {
                    throw new AssertionError("read too far");
                }
                return ' ';
            }
        };
        assertEquals(413, api.stream("POST", "/v2/images", Map.of(), endless).status());
    }

    @Test
    public void aClientThatGoesAwayIsNotOurFault() {
        InputStream gone = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new VitrineException(ErrorKind.CLIENT_GONE, "The client went away.");
            }
        };
        assertEquals(400, api.stream("POST", "/v2/images", Map.of(), gone).status());
        assertEquals(0, api.get("/v2/images").json().get("images").size());
    }

    @Test
    @Covers("REQ-10")
    public void aBodyOfUnknownLengthIsFine() {
        byte[] json = "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                201,
                api.stream("POST", "/v2/images", Map.of(), new ByteArrayInputStream(json))
                        .status());
    }

    @Test
    @Covers("REQ-8")
    public void theContentTypeOfJsonDoesNotMatter() {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        for (String type : new String[] {"application/octet-stream", "text/plain", "nonsense"}) {
            assertEquals(
                    201,
                    api.send("POST", "/v2/images", Map.of("Content-Type", type), json)
                            .status());
        }
    }

    @Test
    public void badUtf8IsInvalid() {
        for (byte[] json : new byte[][] {
            {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'},
            {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'},
            {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'},
            {0, '{', 0, '}'}
        }) {
            assertEquals(400, api.send("POST", "/v2/images", Map.of(), json).status());
        }
    }

    @Test
    @Covers("LIM-33")
    public void textThatNoDatabaseKeepsIsInvalidEverywhere() {
        String id = api.image();
        String member = "/v2/images/" + id + "/members";
        for (String text : new String[] {"\\ud83d\\ude00", "\ud83d\ude00", "\\ud800", "\\udc00x", "\\u0000"}) {
            assertInvalid("{\"name\":\"" + text + "\"}");
            assertInvalid("{\"k\":\"" + text + "\"}");
            assertInvalid("{\"" + text + "\":\"v\"}");
            assertInvalid("{\"tags\":[\"" + text + "\"]}");
            assertEquals(400, patch(id, "/k", '"' + text + '"'));
            assertEquals(400, patch(id, "/" + text, "\"v\""));
            assertEquals(400, patch(id, "/name", '"' + text + '"'));
            assertEquals(400, patch(id, "/tags", "[\"" + text + "\"]"));
            assertEquals(400, api.post(member, "{\"member\":\"" + text + "\"}").status());
        }
        for (String tag : new String[] {"%F0%9F%98%80", "%00"}) {
            assertEquals(
                    400,
                    api.send("PUT", "/v2/images/" + id + "/tags/" + tag, Map.of())
                            .status());
            assertEquals(404, api.delete("/v2/images/" + id + "/tags/" + tag).status());
            assertEquals(404, api.get(member + "/" + tag).status());
            assertEquals(404, api.get("/v2/images/" + tag).status());
            assertEquals(
                    200,
                    api.get("/v2/images?name=" + tag + "&foo=" + tag + "&tag=" + tag)
                            .status());
            assertEquals(400, api.get("/v2/images?marker=" + tag).status());
        }
        assertInvalid("{\"name\":\"\\ud800\"}");
        assertEquals(
                "the rest of the basic plane is fine",
                204,
                api.send("PUT", "/v2/images/" + id + "/tags/%EF%BF%BD%C3%A9", Map.of())
                        .status());
    }

    private int patch(String id, String path, String value) {
        return api.patch(id, "[{\"op\":\"add\",\"path\":\"" + path + "\",\"value\":" + value + "}]")
                .status();
    }

    @Test
    public void ofAKeyGivenTwiceTheLastValueCounts() {
        Answer answer = api.post("/v2/images", "{\"name\":\"a\",\"name\":\"b\"}");
        assertEquals("b", answer.json().get("name").textValue());
    }

    @Test(timeout = 20_000)
    @Covers("LIM-1")
    public void manyOperationsCostNoMoreThanTheirNumber() {
        String id = api.image();
        StringBuilder many = new StringBuilder("[");
        for (int i = 0; i < 40_000; i++) {
            many.append("{\"op\":\"add\",\"path\":\"/k").append(i).append("\",\"value\":\"v\"},");
        }
        String json = many.append("{\"op\":\"add\",\"path\":\"/last\",\"value\":\"v\"}]")
                .toString();
        assertEquals(413, api.patch(id, json).status());
        assertEquals(0, api.core.image(id).properties().size());
        StringBuilder tooMany = new StringBuilder("[");
        for (int i = 0; i < 100_000; i++) {
            tooMany.append("{\"op\":\"remove\",\"path\":\"/x\"},");
        }
        assertEquals(400, api.patch(id, tooMany + "{}]").status());
    }

    @Test
    public void aLongQueryIsReadOnce() {
        assertEquals(200, api.get("/v2/images?" + "tag=x&".repeat(5000)).status());
        assertEquals(400, api.get("/v2/images?name=in:" + "%22".repeat(5001)).status());
        assertEquals(400, api.get("/v2/images?limit=" + "9".repeat(5000) + "x").status());
        assertEquals(200, api.get("/v2/images?limit=" + "9".repeat(5000)).status());
    }
}
