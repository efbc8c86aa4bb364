package org.vitrine.store.s3;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.vitrine.spi.testkit.server.RawHttpServer;

/** Just enough of an S3 to fail at any point of a conversation: before each answer, {@link #trouble} has its say. */
final class FakeS3 implements RawHttpServer.Handler {
    /** Takes a request over, or leaves it. */
    @FunctionalInterface
    interface Trouble {
        /** True when the request was dealt with. */
        boolean meet(RawHttpServer.Exchange exchange) throws IOException;
    }

    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    final Map<String, SortedMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    volatile Trouble trouble = exchange -> false;
    private int ids;

    /** What a request is about, such as {@code PUT part 2}. */
    static String about(RawHttpServer.Request request) {
        String target = request.target();
        String query = target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
        String what;
        if (!target.substring(1).contains("/")) {
            what = query.isEmpty() ? "bucket" : "list";
        } else if (query.startsWith("partNumber=")) {
            what = "part " + query.substring("partNumber=".length(), query.indexOf('&'));
        } else if (query.startsWith("uploadId")) {
            what = "upload";
        } else {
            what = query.isEmpty() ? "object" : "uploads";
        }
        return request.method() + " " + what;
    }

    static void error(RawHttpServer.Exchange exchange, int status, String code) throws IOException {
        exchange.answer(
                status, "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no s3cret</Message></Error>");
    }

    @Override
    public void handle(RawHttpServer.Exchange exchange) throws IOException {
        if (trouble.meet(exchange)) {
            return;
        }
        RawHttpServer.Request request = exchange.request();
        String key = request.target().replaceFirst("^/[^/?]*/?", "").replaceFirst("\\?.*", "");
        String uploadId = request.target().replaceFirst(".*uploadId=", "");
        String about = about(request);
        switch (about) {
            case "HEAD bucket" -> exchange.answer(200, "");
            case "HEAD object", "GET object" -> give(exchange, objects.get(key));
            case "PUT object" -> {
                byte[] body = exchange.body();
                objects.put(key, body);
                exchange.answer(200, "", "ETag", tag(body));
            }
            case "DELETE object" -> {
                objects.remove(key);
                exchange.answer(204, "");
            }
            case "POST uploads" -> {
                String id = "upload-" + ++ids;
                uploads.put(id, new ConcurrentSkipListMap<>());
                exchange.answer(200, "<Result xmlns=\"a\"><UploadId>" + id + "</UploadId></Result>");
            }
            case "POST upload" -> complete(exchange, key, uploadId);
            case "DELETE upload" -> exchange.answer(uploads.remove(uploadId) == null ? 404 : 204, "");
            default -> {
                byte[] body = exchange.body();
                uploads.get(uploadId).put(Integer.parseInt(about.replaceFirst("PUT part ", "")), body);
                exchange.answer(200, "", "ETag", tag(body));
            }
        }
    }

    private static void give(RawHttpServer.Exchange exchange, byte[] object) throws IOException {
        if (object == null) {
            error(exchange, 404, "NoSuchKey");
        } else {
            exchange.answer(200, object);
        }
    }

    void complete(RawHttpServer.Exchange exchange, String key, String uploadId) throws IOException {
        exchange.body();
        SortedMap<Integer, byte[]> parts = uploads.remove(uploadId);
        if (parts == null) {
            error(exchange, 404, "NoSuchUpload");
            return;
        }
        var whole = new java.io.ByteArrayOutputStream();
        for (byte[] part : new TreeMap<>(parts).values()) {
            whole.write(part);
        }
        objects.put(key, whole.toByteArray());
        exchange.answer(200, "<CompleteMultipartUploadResult><Key>" + key + "</Key></CompleteMultipartUploadResult>");
    }

    private static String tag(byte[] body) {
        MessageDigest digest = Md5.digest();
        return "\"" + HexFormat.of().formatHex(digest.digest(body)) + "\"";
    }

    /** The checksum that a client sent along is that of the body. */
    static boolean matches(RawHttpServer.Request request, byte[] body) {
        return Base64.getEncoder()
                .encodeToString(Md5.digest().digest(body))
                .equals(request.header("Content-MD5").orElse(""));
    }
}
