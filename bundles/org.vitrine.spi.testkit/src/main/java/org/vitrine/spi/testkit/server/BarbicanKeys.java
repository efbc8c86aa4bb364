package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/** The keys of a Barbican, wherever it runs. Safe for many threads. */
public final class BarbicanKeys {
    private static final String KEY = "{\"name\": \"volume\", \"secret_type\": \"symmetric\", \"algorithm\": \"aes\","
            + " \"bit_length\": 256, \"mode\": \"xts\", \"payload\": \"" + "A".repeat(43)
            + "=\", \"payload_content_type\": \"application/octet-stream\", \"payload_content_encoding\": \"base64\"}";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI server;

    /** @param server where it is, without the version of its API */
    public BarbicanKeys(URI server) {
        this.server = server;
    }

    /** A new key as Cinder makes one for a volume, in the project of the token. */
    public UUID create(String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = call(request("/v1/secrets", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(KEY)));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("Barbican made no key: " + answer.statusCode() + " " + answer.body());
        }
        String reference = answer.body().replaceFirst("(?s).*/v1/secrets/([0-9a-f-]{36}).*", "$1");
        return UUID.fromString(reference);
    }

    /** Whether it holds that key, for the owner of a token that may see it. */
    public boolean holds(String token, UUID key) throws IOException, InterruptedException {
        HttpResponse<String> answer = call(request("/v1/secrets/" + key, token).header("Accept", "application/json"));
        if (answer.statusCode() != 200 && answer.statusCode() != 404) {
            throw new IllegalStateException("Barbican does not say: " + answer.statusCode() + " " + answer.body());
        }
        return answer.statusCode() == 200;
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofSeconds(60))
                .header("X-Auth-Token", token);
    }

    private HttpResponse<String> call(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
