package org.vitrine.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;

/** Finds the root of the v3 API behind a URL of Keystone (AUTH-18). */
final class VersionDiscovery {
    private static final int REDIRECTS = 5;

    private final KeystoneClient client;
    private final Deadline deadline;

    VersionDiscovery(KeystoneClient client, Deadline deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    /**
     * The root, without a slash at its end; {@code UNAVAILABLE} when there is none.
     *
     * @throws IllegalArgumentException when Keystone names a place that is no URL of a server
     */
    URI v3(URI url) {
        URI bare = withoutSlash(requireServer(url));
        if (bare.getPath().endsWith("/v3")) {
            return bare;
        }
        URI at = url;
        for (int i = 0; i <= REDIRECTS; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(at).header("Accept", "application/json");
            KeystoneClient.Answer answer = client.send(request, deadline);
            if (answer.status() == 200 || answer.status() == 300) {
                return withoutSlash(requireServer(keepTls(at, at.resolve(root(answer.json())))));
            }
            String location = answer.headers().firstValue("Location").orElse("");
            if (answer.status() / 100 != 3 || location.isEmpty()) {
                throw Unavailable.because("Keystone answered " + answer.status() + " when asked for its versions");
            }
            at = keepTls(at, at.resolve(location));
        }
        throw Unavailable.because("Keystone redirects without end when asked for its versions");
    }

    /** The document lists versions as {@code versions.values} or {@code versions}, or holds one {@code version}. */
    private static String root(JsonNode document) {
        JsonNode versions = document.path("versions");
        JsonNode list = versions.isArray() ? versions : versions.path("values");
        for (JsonNode version : list) {
            if (isV3(version)) {
                return self(version);
            }
        }
        if (isV3(document.path("version"))) {
            return self(document.path("version"));
        }
        throw Unavailable.because("Keystone does not offer version 3 of its API");
    }

    private static boolean isV3(JsonNode version) {
        return version.path("id").asText().matches("v3(\\.\\d+)?");
    }

    private static String self(JsonNode version) {
        for (JsonNode link : version.path("links")) {
            if (link.path("rel").asText().equals("self")) {
                return link.path("href").asText();
            }
        }
        throw Unavailable.because("Keystone does not say where version 3 of its API is");
    }

    /**
     * A Keystone behind a TLS proxy often names itself by {@code http}. Passwords do not go there: what was asked by TLS
     * stays with that server, and only the path is taken over.
     */
    private static URI keepTls(URI asked, URI named) {
        if (!"https".equalsIgnoreCase(asked.getScheme()) || "https".equalsIgnoreCase(named.getScheme())) {
            return named;
        }
        return asked.resolve(named.getRawPath());
    }

    private static URI requireServer(URI url) {
        if (url.getScheme() == null || !url.getScheme().matches("(?i)https?") || url.getHost() == null) {
            throw new IllegalArgumentException("no URL of a server: " + url);
        }
        return url;
    }

    private static URI withoutSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }
}
