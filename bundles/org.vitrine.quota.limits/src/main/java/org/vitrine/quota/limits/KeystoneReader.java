package org.vitrine.quota.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.vitrine.keystone.Deadline;
import org.vitrine.keystone.KeystoneClient;
import org.vitrine.keystone.ServiceUser;

/** Reads documents of Keystone's v3 API in the service user's name, until a deadline. */
record KeystoneReader(ServiceUser user, Deadline deadline) {
    /** The document at that path; any answer but 200 is a failure. */
    JsonNode read(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        String suffix = path + (parameters.isEmpty() ? "" : "?" + parameters);
        KeystoneClient.Answer answer = user.send(root -> HttpRequest.newBuilder(URI.create(root + suffix)), deadline);
        if (answer.status() != 200) {
            throw Unreadable.because("Keystone answered " + answer.status() + " to GET " + path);
        }
        return answer.json();
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
