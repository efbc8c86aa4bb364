package org.vitrine.itests;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Image API as plain HTTP. A status other than the expected one is an {@link AssertionError} that tells the body. */
final class ImageClient {
    private static final Pattern ID = Pattern.compile("\"id\": ?\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI base;
    private final String[] headers;

    /**
     * Speaks to a server.
     *
     * @param headers names and values by turns, sent with every request
     */
    ImageClient(URI base, String... headers) {
        this.base = base;
        this.headers = headers.clone();
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    String expect(int status, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        if (response.statusCode() != status) {
            throw new AssertionError(
                    response.request().method() + " " + response.request().uri() + ": " + response.statusCode()
                            + " instead of " + status + ": " + response.body());
        }
        return response.body();
    }

    String get(String path) throws IOException, InterruptedException {
        return expect(200, request(path));
    }

    /** Creates a raw image; its id. */
    String create(String name) throws IOException, InterruptedException {
        return createOf("\"name\": \"" + name + "\", \"disk_format\": \"raw\", \"container_format\": \"bare\"");
    }

    /** Creates an image of these members, which are JSON without its braces; its id. */
    String createOf(String members) throws IOException, InterruptedException {
        String created = expect(201, posting("/v2/images", "{" + members + "}"));
        Matcher id = ID.matcher(created);
        if (!id.find()) {
            throw new AssertionError("no id in " + created);
        }
        return id.group(1);
    }

    /** Posts JSON. */
    HttpRequest.Builder posting(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    /** Changes an image by a JSON patch. */
    void patch(String id, String operations) throws IOException, InterruptedException {
        expect(
                200,
                request("/v2/images/" + id)
                        .header("Content-Type", "application/openstack-images-v2.1-json-patch")
                        .method("PATCH", BodyPublishers.ofString(operations)));
    }

    void stage(String id, BodyPublisher data) throws IOException, InterruptedException {
        expect(
                204,
                request("/v2/images/" + id + "/stage")
                        .header("Content-Type", "application/octet-stream")
                        .PUT(data));
    }

    void upload(String id, BodyPublisher data) throws IOException, InterruptedException {
        expect(204, uploading(id, data));
    }

    HttpRequest.Builder uploading(String id, BodyPublisher data) {
        return request("/v2/images/" + id + "/file")
                .header("Content-Type", "application/octet-stream")
                .PUT(data);
    }

    /** Opens the data; the caller closes the stream. */
    InputStream download(String id) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(request("/v2/images/" + id + "/file").build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new AssertionError("download of " + id + ": " + response.statusCode());
        }
        return response.body();
    }

    void rename(String id, String name) throws IOException, InterruptedException {
        patch(id, "[{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"" + name + "\"}]");
    }

    void delete(String id) throws IOException, InterruptedException {
        expect(204, request("/v2/images/" + id).DELETE());
    }
}
