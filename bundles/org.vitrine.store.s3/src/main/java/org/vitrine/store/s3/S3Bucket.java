package org.vitrine.store.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.Body;

/** What can be done with a bucket in somebody's name. Safe for many threads. */
final class S3Bucket {
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final int CONFLICT = 409;

    private final S3Client client;
    private final Credentials credentials;
    private final String name;

    S3Bucket(S3Client client, Credentials credentials, String name) {
        this.client = client;
        this.credentials = credentials;
        this.name = name;
    }

    /** An upload in parts that was neither completed nor aborted. */
    record Unfinished(String key, String uploadId) {}

    /**
     * What a chunk of data must have arrived as.
     *
     * @param body the data
     * @param md5 of it
     */
    record Checked(Body body, Md5 md5) {}

    /** Makes the bucket, unless another server was faster (STORE-S3-23). */
    void make(String region) {
        String constraint = region.isEmpty() || region.equals("us-east-1")
                ? ""
                : "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>"
                        + region + "</LocationConstraint></CreateBucketConfiguration>";
        S3Request request = S3Request.bucket("PUT");
        try (Answer answer = send(constraint.isEmpty() ? request : request.body(Body.of(constraint)))) {
            String code = answer.succeeded() ? "" : S3Failure.codeOf(answer);
            // Two that make it at the same time are told so, or only that they are in each other's way.
            boolean conflict = answer.status() == CONFLICT;
            if (answer.succeeded() || conflict && (code.equals("BucketAlreadyOwnedByYou") || isThere())) {
                return;
            }
            throw conflict
                    ? new VitrineException(ErrorKind.UNAVAILABLE, "S3 does not create the bucket now: " + code)
                    : S3Failure.of(answer.status(), code, "create the bucket", true);
        }
    }

    /** Whether the bucket is there. */
    boolean isThere() {
        try (Answer answer = send(S3Request.bucket("HEAD"))) {
            if (!answer.succeeded() && answer.status() != 404) {
                throw headFailure(answer, "show the bucket");
            }
            return answer.succeeded();
        }
    }

    /**
     * How many bytes an object has; empty when there is none.
     *
     * @param writing whether it is asked for the sake of a write
     */
    OptionalLong size(String key, boolean writing) {
        try (Answer answer = send(S3Request.object("HEAD", key))) {
            if (answer.status() == 404) {
                return OptionalLong.empty();
            }
            if (!answer.succeeded()) {
                throw writing ? headFailure(answer, "show the data") : failure(answer, "show the data", false);
            }
            return OptionalLong.of(answer.contentLength().orElse(0));
        }
    }

    /**
     * An object, or a part of it; to be closed.
     *
     * @param range of the header, such as {@code bytes=0-}
     */
    Answer get(String key, Optional<String> range) {
        S3Request request = S3Request.object("GET", key);
        range.ifPresent(value -> request.header("Range", value));
        return send(request);
    }

    /** Stores an object in one go. */
    void put(String key, Checked data) {
        try (Answer answer = send(withCheck(S3Request.object("PUT", key), data))) {
            if (!answer.succeeded()) {
                throw failure(answer, "store the data", true);
            }
            requireMd5(answer, data.md5);
        }
    }

    /** Removes an object; none there is fine. */
    void delete(String key) {
        try (Answer answer = send(S3Request.object("DELETE", key))) {
            if (!answer.succeeded() && answer.status() != 404) {
                throw failure(answer, "delete the data", false);
            }
        }
    }

    /** Begins an upload in parts; returns its id. */
    String begin(String key) {
        try (Answer answer =
                send(S3Request.object("POST", key).query("uploads", "").notTwice())) {
            if (!answer.succeeded()) {
                throw failure(answer, "begin an upload", true);
            }
            return document(answer)
                    .textOf("UploadId")
                    .filter(id -> !id.isEmpty())
                    .orElseThrow(() -> new VitrineException(ErrorKind.INTERNAL, "S3 gave an upload no id"));
        }
    }

    /** Stores a part; returns what the completion must name it by. */
    String putPart(String key, String uploadId, int number, Checked data) {
        S3Request request = S3Request.object("PUT", key)
                .query("partNumber", Integer.toString(number))
                .query("uploadId", uploadId);
        try (Answer answer = send(withCheck(request, data))) {
            if (!answer.succeeded()) {
                throw failure(answer, "store a part of the data", true);
            }
            requireMd5(answer, data.md5);
            return answer.header("ETag")
                    .orElseThrow(() -> new VitrineException(ErrorKind.INTERNAL, "S3 gave a part no ETag"));
        }
    }

    /**
     * Puts the parts together.
     *
     * @param tags of the parts, in order
     * @param patience how long that may take
     */
    void complete(String key, String uploadId, List<String> tags, Duration patience) {
        var list = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        for (int i = 0; i < tags.size(); i++) {
            list.append("<Part><PartNumber>").append(i + 1).append("</PartNumber><ETag>");
            list.append(tags.get(i).replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
            list.append("</ETag></Part>");
        }
        list.append("</CompleteMultipartUpload>");
        S3Request request = S3Request.object("POST", key)
                .query("uploadId", uploadId)
                .body(Body.of(list.toString()))
                .patience(patience);
        try (Answer answer = send(request)) {
            // Success may turn out to be a failure only in the body: its headers come before the work is done.
            String code = answer.succeeded() ? errorIn(document(answer)) : S3Failure.codeOf(answer);
            if (code.equals("NoSuchUpload") && size(key, true).isPresent()) {
                return; // an answer was lost, and the request was sent again
            }
            if (!answer.succeeded() || !code.isEmpty()) {
                throw S3Failure.of(answer.status(), code, "put the parts of the data together", true);
            }
        }
    }

    private static String errorIn(XmlNode document) {
        return document.name().equals("Error") ? document.textOf("Code").orElse("Error") : "";
    }

    /** Ends an upload in parts and drops its parts; none there is fine. */
    void abort(String key, String uploadId) {
        try (Answer answer = send(S3Request.object("DELETE", key).query("uploadId", uploadId))) {
            if (!answer.succeeded() && answer.status() != 404) {
                throw failure(answer, "abort an upload", false);
            }
        }
    }

    /** The uploads in parts of that key which nobody ended. */
    List<Unfinished> unfinished(String key) {
        List<Unfinished> found = new ArrayList<>();
        Optional<Unfinished> after = Optional.empty();
        do {
            XmlNode page = uploads(key, after);
            for (XmlNode upload : page.all("Upload")) {
                var one = new Unfinished(
                        upload.textOf("Key").orElse(""),
                        upload.textOf("UploadId").orElse(""));
                if (one.key.equals(key)) {
                    found.add(one);
                }
            }
            boolean more = page.textOf("IsTruncated").filter("true"::equals).isPresent();
            Optional<Unfinished> last = Optional.of(new Unfinished(
                    page.textOf("NextKeyMarker").orElse(""),
                    page.textOf("NextUploadIdMarker").orElse("")));
            after = more && !last.equals(after) ? last : Optional.empty();
        } while (after.isPresent());
        return found;
    }

    private XmlNode uploads(String prefix, Optional<Unfinished> after) {
        S3Request request = S3Request.bucket("GET").query("uploads", "").query("prefix", prefix);
        after.ifPresent(marker -> request.query("key-marker", marker.key).query("upload-id-marker", marker.uploadId));
        try (Answer answer = send(request)) {
            if (answer.status() == 404) {
                return new XmlNode("none", "", List.of());
            }
            if (!answer.succeeded()) {
                throw failure(answer, "list uploads", false);
            }
            return document(answer);
        }
    }

    /** S3 compares the data with the checksum before it keeps it. */
    private static S3Request withCheck(S3Request request, Checked data) {
        return request.header("Content-MD5", data.md5.base64()).body(data.body);
    }

    /** The ETag is the MD5 of what arrived, unless it was encrypted on arrival. */
    private static void requireMd5(Answer answer, Md5 md5) {
        boolean encrypted = answer.headers().map().keySet().stream()
                .anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("x-amz-server-side-encryption"));
        String tag = answer.header("ETag").orElse("").replace("\"", "");
        if (!encrypted && !tag.equalsIgnoreCase(md5.hex())) {
            throw new VitrineException(ErrorKind.INTERNAL, "S3 got other data than it was sent");
        }
    }

    private Answer send(S3Request request) {
        try {
            return client.send(credentials, name, request);
        } catch (IOException e) {
            throw S3Failure.of(e);
        }
    }

    private static XmlNode document(Answer answer) {
        try {
            return XmlNode.parse(answer.text(LONGEST_ANSWER));
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "S3 answered with something else than S3 does", e);
        }
    }

    /**
     * Answers to HEAD have no body that says why, and status 403 alone does not tell a wrong secret from a missing right
     * to write: what asks for as little, and may be answered, is refused for the same reason.
     */
    private VitrineException headFailure(Answer head, String what) {
        if (head.status() / 100 != 4) {
            return failure(head, what, true);
        }
        try (Answer answer = send(S3Request.bucket("GET").query("max-keys", "0"))) {
            return failure(answer.succeeded() ? head : answer, what, true);
        }
    }

    private static VitrineException failure(Answer answer, String what, boolean writing) {
        return S3Failure.of(answer.status(), S3Failure.codeOf(answer), what, writing);
    }
}
