package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** The forms of errors (contract section 5). */
public class ErrorsTest {
    private final TestApi api = new TestApi(Callers.member("p1"));

    @After
    public void close() {
        api.close();
    }

    private Answer unknown(String accept) {
        return api.send("GET", "/v2/images/%3Cb%3E%22", Map.of("Accept", accept));
    }

    @Test
    @Covers({"ERR-1", "ERR-2", "ERR-3", "ERR-4", "ERR-5", "ERR-6", "ERR-7", "ERR-11", "GOTCHA-8", "EX-7", "EX-8"})
    public void theAcceptHeaderChoosesTheForm() {
        Answer json = unknown("application/json");
        assertEquals("application/json", json.header("Content-Type"));
        assertEquals("404 Not Found", json.json().get("code").textValue());
        assertEquals("Not Found", json.json().get("title").textValue());
        assertEquals(
                "No image found with ID <b>\"<br /><br />\n\n\n",
                json.json().get("message").textValue());
        assertEquals(3, json.json().size());
        for (String accept : new String[] {"*/*", "text/html", "text/*", "text/html, application/json"}) {
            Answer html = unknown(accept);
            assertEquals("text/html; charset=UTF-8", html.header("Content-Type"));
            assertTrue(html.text(), html.text().contains("<title>404 Not Found</title>"));
            assertTrue(html.text().contains("<h1>404 Not Found</h1>"));
            assertTrue(html.text().contains("No image found with ID &lt;b&gt;&quot;<br /><br />"));
        }
        for (String accept : new String[] {"text/plain", "image/png"}) {
            Answer plain = unknown(accept);
            assertEquals("text/plain; charset=UTF-8", plain.header("Content-Type"));
            assertTrue(plain.text().startsWith("404 Not Found\n\nNo image found with ID <b>\""));
        }
    }

    @Test
    @Covers({"ERR-8", "ERR-29", "ERR-34", "PATCH-2", "ROUTE-3"})
    public void someErrorsNameWhatWasWrong() {
        assertTrue(api.send("BREW", "/v2/images", Map.of()).text().contains("The method BREW is not allowed"));
        Answer type = api.send("PUT", "/v2/images/x/file", Map.of("Content-Type", "image/png"));
        assertEquals(415, type.status());
        assertTrue(type.text().contains("'image/png'"));
        assertFalse(type.text().contains("Exception"));
    }
}
