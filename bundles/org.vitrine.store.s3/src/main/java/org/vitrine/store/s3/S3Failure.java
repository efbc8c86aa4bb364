package org.vitrine.store.s3;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.Set;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Answer;

/** Turns what S3 says, or does not say, into a kind (STORE-10, STORE-11, STORE-12). */
final class S3Failure {
    private static final int LONGEST_ERROR = 64 * 1024;
    private static final Set<String> FULL = Set.of(
            "EntityTooLarge", "QuotaExceeded", "InsufficientStorage", "InsufficientCapacity", "XMinioStorageFull");
    /** This server's own fault where it used its own credentials, as it does for writing. */
    private static final Set<String> MISCONFIGURED =
            Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "AuthorizationHeaderMalformed", "NoSuchBucket");

    private S3Failure() {}

    /** The error code in an answer that is no success; empty when there is none, as with HEAD. */
    static String codeOf(Answer answer) {
        try {
            return codeIn(answer.text(LONGEST_ERROR));
        } catch (IOException e) {
            // The status says most of it; a broken explanation takes nothing from that.
            return "";
        }
    }

    private static String codeIn(String text) throws IOException {
        return text.isBlank() ? "" : XmlNode.parse(text).textOf("Code").orElse("");
    }

    /**
     * What an answer means that is no success.
     *
     * @param what was tried, such as "store the data"
     * @param writing whether data was to be written
     */
    static VitrineException of(int status, String code, String what, boolean writing) {
        String said = "S3 did not " + what + ": status " + status + (code.isEmpty() ? "" : ", " + code);
        return new VitrineException(kind(status, code, writing), said);
    }

    private static ErrorKind kind(int status, String code, boolean writing) {
        if (FULL.contains(code) || status == 413 || status == 507) {
            return ErrorKind.STORE_FULL;
        }
        if (writing && MISCONFIGURED.contains(code) || code.equals("RequestTimeTooSkewed")) {
            return ErrorKind.UNAVAILABLE;
        }
        return switch (status) {
            case 404 -> writing ? ErrorKind.INTERNAL : ErrorKind.NOT_FOUND;
            case 401, 403 -> writing ? ErrorKind.STORE_READ_ONLY : ErrorKind.FORBIDDEN;
            case 409 -> writing ? ErrorKind.CONFLICT : ErrorKind.IN_USE;
            case 412 -> ErrorKind.CONFLICT;
            case 408, 429, 500, 502, 503, 504 -> ErrorKind.UNAVAILABLE;
            default -> status / 100 == 3 ? ErrorKind.UNAVAILABLE : ErrorKind.INTERNAL;
        };
    }

    /** What it means that there was no answer. */
    static VitrineException of(IOException failure) {
        String what = failure instanceof HttpTimeoutException ? "did not answer in time" : "was not reached";
        return new VitrineException(ErrorKind.UNAVAILABLE, "S3 " + what, failure);
    }

    /** There is no such data. */
    static VitrineException absent() {
        return new VitrineException(ErrorKind.NOT_FOUND, "the image's data is not in S3");
    }
}
