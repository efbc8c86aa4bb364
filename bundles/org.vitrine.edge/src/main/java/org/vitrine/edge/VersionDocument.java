package org.vitrine.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import javax.servlet.http.HttpServletResponse;
import org.vitrine.core.discovery.ServiceVersions.Version;
import org.vitrine.edge.api.JsonText;

/** The list of versions that clients choose from (VER-1 to VER-4). */
final class VersionDocument {
    private VersionDocument() {}

    /**
     * @param base the URL of this service, with or without a slash at its end
     */
    static void write(HttpServletResponse response, int status, List<Version> versions, String base)
            throws IOException {
        String link = JsonText.quoted(base.replaceAll("/+$", "") + "/v2/");
        StringJoiner entries = new StringJoiner(", ", "{\"versions\": [", "]}");
        for (Version version : versions) {
            entries.add("{\"id\": " + JsonText.quoted(version.id()) + ", \"status\": \""
                    + (version.current() ? "CURRENT" : "SUPPORTED") + "\", \"links\": [{\"rel\": \"self\", \"href\": "
                    + link + "}]}");
        }
        byte[] body = entries.toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
