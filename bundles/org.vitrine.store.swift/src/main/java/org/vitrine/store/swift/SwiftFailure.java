package org.vitrine.store.swift;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** Turns what Swift says, or does not say, into a kind (STORE-10, STORE-11, STORE-12, STORE-SWIFT-37). */
final class SwiftFailure {
    private SwiftFailure() {}

    /**
     * What an answer means that is no success.
     *
     * @param what was tried, such as "store the data"
     * @param writing whether data was to be written
     */
    static VitrineException of(int status, String what, boolean writing) {
        return new VitrineException(kind(status, writing), "Swift did not " + what + ": status " + status);
    }

    private static ErrorKind kind(int status, boolean writing) {
        return switch (status) {
            case 404 -> writing ? ErrorKind.UNAVAILABLE : ErrorKind.NOT_FOUND; // the container, when writing
            case 401, 403 -> writing ? ErrorKind.STORE_READ_ONLY : ErrorKind.FORBIDDEN;
            case 409 -> writing ? ErrorKind.CONFLICT : ErrorKind.IN_USE;
            case 412 -> ErrorKind.CONFLICT;
            case 413, 507 -> ErrorKind.STORE_FULL;
            case 408, 429, 498, 499, 500, 502, 503, 504 -> ErrorKind.UNAVAILABLE;
            default -> ErrorKind.INTERNAL;
        };
    }

    /** What it means that there was no answer. */
    static VitrineException of(IOException failure) {
        return new VitrineException(ErrorKind.UNAVAILABLE, "Swift " + silence(failure), failure);
    }

    /** What it means that nobody can log in. */
    static VitrineException ofLogin(IOException failure) {
        return new VitrineException(ErrorKind.UNAVAILABLE, "Swift's login " + silence(failure), failure);
    }

    /** What it means that a login is refused. */
    static VitrineException ofLogin(int status) {
        ErrorKind kind = status == 401 || status == 403 ? ErrorKind.FORBIDDEN : ErrorKind.UNAVAILABLE;
        return new VitrineException(kind, "Swift's login refuses with status " + status);
    }

    private static String silence(IOException failure) {
        return failure instanceof HttpTimeoutException ? "did not answer in time" : "was not reached";
    }

    /** There is no such data. */
    static VitrineException absent() {
        return new VitrineException(ErrorKind.NOT_FOUND, "the image's data is not in Swift");
    }
}
