package org.vitrine.store.swift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.vitrine.spi.testkit.server.RawHttpServer;

/** Just enough of a Swift to fail at any point of a conversation: before each answer, {@link #trouble} has its say. */
final class FakeSwift implements RawHttpServer.Handler {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Takes a request over, or leaves it. */
    @FunctionalInterface
    interface Trouble {
        /** True when the request was dealt with. */
        boolean meet(RawHttpServer.Exchange exchange) throws IOException;
    }

    /** An object, and what its segments are found by: nothing, {@code true} for a list, or a prefix. */
    record Stored(byte[] data, String manifest) {}

    /** By path. */
    final Map<String, Stored> objects = new ConcurrentSkipListMap<>();

    final Set<String> containers = ConcurrentHashMap.newKeySet();
    final AtomicInteger logins = new AtomicInteger();
    volatile Trouble trouble = exchange -> false;
    volatile String info = "{\"slo\": {\"max_manifest_segments\": 3}, \"swift\": {\"max_file_size\": 5368709120}}";
    volatile String tokenLife = "3600";

    /** What a request is about, such as {@code PUT segment 2}. */
    static String about(RawHttpServer.Request request) {
        String path = request.target().replaceFirst("\\?.*", "");
        if (path.equals("/auth")) {
            return "login";
        }
        if (path.equals("/info")) {
            return "info";
        }
        String[] parts = path.split("/");
        String what;
        if (parts.length == 4) {
            what = request.target().contains("prefix=") ? "list" : "container";
        } else if (parts[4].matches(".*-\\d{5}")) {
            what = "segment " + Integer.parseInt(parts[4].substring(parts[4].length() - 5));
        } else {
            what = request.target().contains("multipart-manifest=")
                            || request.header("X-Object-Manifest").isPresent()
                    ? "manifest"
                    : "object";
        }
        return request.method() + " " + what;
    }

    @Override
    public void handle(RawHttpServer.Exchange exchange) throws IOException {
        if (trouble.meet(exchange)) {
            return;
        }
        RawHttpServer.Request request = exchange.request();
        String path = URLDecoder.decode(request.target().replaceFirst("\\?.*", ""), StandardCharsets.UTF_8);
        switch (about(request).replaceFirst(" \\d+$", "")) {
            case "login" -> login(exchange);
            case "info" -> exchange.answer(200, info);
            case "HEAD container" -> exchange.answer(containers.contains(path) ? 204 : 404, "");
            case "PUT container" -> {
                containers.add(path);
                exchange.answer(201, "");
            }
            case "GET list" -> list(exchange, path);
            case "HEAD object", "GET object" -> give(exchange, path);
            case "PUT object", "PUT segment" -> {
                byte[] body = exchange.body();
                objects.put(path, new Stored(body, ""));
                exchange.answer(201, "", "ETag", md5(body));
            }
            case "PUT manifest" -> putManifest(exchange, path);
            case "DELETE manifest" -> {
                Stored whole = objects.remove(path);
                objects.keySet().removeIf(name -> name.startsWith(path + "-"));
                exchange.answer(200, "{\"Response Status\": \"" + (whole == null ? "404 Not Found" : "200 OK") + "\"}");
            }
            default -> exchange.answer(objects.remove(path) == null ? 404 : 204, "");
        }
    }

    private void login(RawHttpServer.Exchange exchange) throws IOException {
        String host = exchange.request().header("Host").orElseThrow();
        exchange.answer(
                200,
                "",
                "X-Storage-Url",
                "http://" + host + "/v1/AUTH_test",
                "X-Auth-Token",
                "token-" + logins.incrementAndGet(),
                "X-Auth-Token-Expires",
                tokenLife);
    }

    private void list(RawHttpServer.Exchange exchange, String path) throws IOException {
        String query = exchange.request().target();
        String prefix = path + "/" + query.replaceFirst(".*prefix=", "").replaceFirst("&.*", "");
        String marker = path + "/" + query.replaceFirst(".*marker=", "").replaceFirst("&.*", "");
        ArrayNode names = JSON.createArrayNode();
        objects.keySet().stream()
                .filter(name -> name.startsWith(prefix) && name.compareTo(marker) > 0)
                .forEach(name -> names.addObject().put("name", name.substring(path.length() + 1)));
        exchange.answer(200, names.toString());
    }

    private void give(RawHttpServer.Exchange exchange, String path) throws IOException {
        Stored object = objects.get(path);
        if (object == null) {
            exchange.answer(404, "");
            return;
        }
        byte[] data = object.data;
        if (object.manifest.isEmpty()) {
            exchange.answer(200, data);
        } else if (object.manifest.equals("true")) {
            exchange.answer(200, data, "X-Static-Large-Object", "True");
        } else {
            exchange.answer(200, data, "X-Object-Manifest", object.manifest);
        }
    }

    private void putManifest(RawHttpServer.Exchange exchange, String path) throws IOException {
        byte[] body = exchange.body();
        var whole = new ByteArrayOutputStream();
        String prefix = exchange.request().header("X-Object-Manifest").orElse("");
        if (prefix.isEmpty()) {
            for (JsonNode segment : JSON.readTree(body)) {
                byte[] data = objects.get("/v1/AUTH_test" + segment.path("path").asText()).data;
                if (!md5(data).equals(segment.path("etag").asText())
                        || data.length != segment.path("size_bytes").asInt()) {
                    exchange.answer(400, "Errors: Etag Mismatch");
                    return;
                }
                whole.write(data);
            }
        } else {
            for (Map.Entry<String, Stored> entry : objects.entrySet()) {
                if (entry.getKey().startsWith("/v1/AUTH_test/" + prefix)) {
                    whole.write(entry.getValue().data);
                }
            }
        }
        objects.put(path, new Stored(whole.toByteArray(), prefix.isEmpty() ? "true" : prefix));
        exchange.answer(201, "");
    }

    static String md5(byte[] data) {
        return HexFormat.of().formatHex(StreamedPiece.md5Digest().digest(data));
    }
}
