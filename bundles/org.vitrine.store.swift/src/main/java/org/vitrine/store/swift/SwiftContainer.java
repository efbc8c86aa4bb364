package org.vitrine.store.swift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.Body;

/** What can be done with a container. Safe for many threads. */
final class SwiftContainer {
    private static final int PAGE = 1000;
    private static final int LONGEST_ANSWER = 8 << 20;

    private final SwiftClient client;
    private final String name;
    private final Duration patience;

    /** @param patience how long Swift may take with many segments at once */
    SwiftContainer(SwiftClient client, String name, Duration patience) {
        this.client = client;
        this.name = name;
        this.patience = patience;
    }

    /** A piece of a large object. */
    record Segment(String container, String object, String md5, long bytes) {}

    /** What lies under a name: its length and, where it is put together from segments, how. */
    record Found(long bytes, boolean isStatic, Optional<String> dynamicManifest) {}

    SwiftClient client() {
        return client;
    }

    String name() {
        return name;
    }

    /** Another one in the same account. */
    SwiftContainer sibling(String other) {
        return new SwiftContainer(client, other, patience);
    }

    /** Whether it is there. */
    boolean exists() {
        try (Answer answer = client.send(SwiftRequest.container("HEAD", name))) {
            if (!answer.succeeded() && answer.status() != 404) {
                throw SwiftFailure.of(answer.status(), "show the container", true);
            }
            return answer.succeeded();
        }
    }

    void create() {
        require(SwiftRequest.container("PUT", name), "create the container", true);
    }

    /** Removes it, if it is empty. */
    boolean deleteIfEmpty() {
        try (Answer answer = client.send(SwiftRequest.container("DELETE", name))) {
            if (!answer.succeeded() && answer.status() != 404 && answer.status() != 409) {
                throw SwiftFailure.of(answer.status(), "delete the container", false);
            }
            return answer.status() != 409;
        }
    }

    /** Says who may read and write, in Swift's words; {@code NOT_FOUND} when there is no such container. */
    void permit(String readers, String writers) {
        SwiftRequest request = SwiftRequest.container("POST", name)
                .header("X-Container-Read", readers)
                .header("X-Container-Write", writers);
        require(request, "set the container's permissions", false);
    }

    /** What lies under that name; absent when there is nothing. */
    Optional<Found> find(String object, boolean writing) {
        try (Answer answer = client.send(SwiftRequest.object("HEAD", name, object))) {
            if (answer.status() == 404) {
                return Optional.empty();
            }
            if (!answer.succeeded()) {
                throw SwiftFailure.of(answer.status(), "show the data", writing);
            }
            return Optional.of(new Found(
                    answer.contentLength().orElse(0),
                    answer.header("X-Static-Large-Object")
                            .filter("true"::equalsIgnoreCase)
                            .isPresent(),
                    answer.header("X-Object-Manifest").map(UriText::unquote)));
        }
    }

    /** The answer, whatever its status; to be closed. */
    Answer get(String object, Optional<String> range) {
        SwiftRequest request = SwiftRequest.object("GET", name, object);
        range.ifPresent(value -> request.header("Range", value));
        return client.send(request);
    }

    /** Stores an object; what arrived is compared with what was sent. Nothing of that name may be there if it is new. */
    void put(String object, Outflow data, boolean isNew) {
        SwiftRequest request = SwiftRequest.object("PUT", name, object)
                .header("Content-Type", "application/octet-stream")
                .body(data.body(), data::untouched);
        if (isNew) {
            request.header("If-None-Match", "*");
        }
        try (Answer answer = client.send(request)) {
            if (!answer.succeeded()) {
                throw SwiftFailure.of(answer.status(), "store the data", true);
            }
            String tag = answer.header("ETag").orElse("").replace("\"", "");
            if (!tag.equalsIgnoreCase(data.md5())) {
                throw new VitrineException(ErrorKind.INTERNAL, "Swift got other data than it was sent");
            }
        }
    }

    /** Puts segments together for good: Swift compares each with what the list says. */
    void putStaticManifest(String object, List<Segment> segments) {
        ArrayNode list = Keystone.JSON.createArrayNode();
        for (Segment segment : segments) {
            list.addObject()
                    .put("path", "/" + segment.container + "/" + segment.object)
                    .put("etag", segment.md5)
                    .put("size_bytes", segment.bytes);
        }
        SwiftRequest request = SwiftRequest.object("PUT", name, object)
                .query("multipart-manifest", "put")
                .header("Content-Type", "application/octet-stream")
                .header("If-None-Match", "*")
                .patience(patience)
                .body(Body.of(list.toString()));
        require(request, "put the segments together", true);
    }

    /** Puts together whatever is named so, now and later (STORE-SWIFT-35). */
    void putDynamicManifest(String object, String segmentsContainer, String prefix) {
        SwiftRequest request = SwiftRequest.object("PUT", name, object)
                .header("Content-Type", "application/octet-stream")
                .header("If-None-Match", "*")
                .header("X-Object-Manifest", UriText.quote(segmentsContainer + "/" + prefix));
        require(request, "put the segments together", true);
    }

    /** Removes an object; false when there was none. Segments stay. */
    boolean delete(String object) {
        try (Answer answer = client.send(SwiftRequest.object("DELETE", name, object))) {
            if (!answer.succeeded() && answer.status() != 404) {
                throw SwiftFailure.of(answer.status(), "delete the data", false);
            }
            return answer.succeeded();
        }
    }

    /** Removes an object that was put together for good, with its segments. */
    void deleteStatic(String object) {
        SwiftRequest request = SwiftRequest.object("DELETE", name, object)
                .query("multipart-manifest", "delete")
                .header("Accept", "application/json")
                .patience(patience);
        try (Answer answer = client.send(request)) {
            if (!answer.succeeded()) {
                throw SwiftFailure.of(answer.status(), "delete the data", false);
            }
            // Success tells only that it was tried: what became of it is in the body.
            String outcome = Keystone.JSON
                    .readTree(answer.text(LONGEST_ANSWER))
                    .path("Response Status")
                    .asText("200");
            int status = Integer.parseInt(outcome.replaceAll("^(\\d{3}).*", "$1"));
            if (status / 100 != 2 && status != 404) {
                throw SwiftFailure.of(status, "delete all segments of the data", false);
            }
        } catch (IOException | NumberFormatException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "Swift does not say whether it deleted the data", e);
        }
    }

    /** The names that begin like that. */
    List<String> list(String prefix) {
        List<String> names = new ArrayList<>();
        String marker = "";
        while (true) {
            SwiftRequest request = SwiftRequest.container("GET", name)
                    .query("format", "json")
                    .query("limit", Integer.toString(PAGE))
                    .query("prefix", prefix)
                    .query("marker", marker);
            JsonNode page = page(request);
            for (JsonNode entry : page) {
                marker = entry.path("name").asText();
                names.add(marker);
            }
            if (page.size() < PAGE) {
                return names;
            }
        }
    }

    private JsonNode page(SwiftRequest request) {
        try (Answer answer = client.send(request)) {
            if (answer.status() == 404) {
                return Keystone.JSON.createArrayNode();
            }
            if (!answer.succeeded()) {
                throw SwiftFailure.of(answer.status(), "list the container", false);
            }
            return Keystone.JSON.readTree(answer.text(LONGEST_ANSWER));
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "Swift lists nothing that can be read", e);
        }
    }

    private void require(SwiftRequest request, String what, boolean writing) {
        try (Answer answer = client.send(request)) {
            if (!answer.succeeded()) {
                throw SwiftFailure.of(answer.status(), what, writing);
            }
        }
    }
}
