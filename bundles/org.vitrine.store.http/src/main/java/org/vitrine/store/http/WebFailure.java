package org.vitrine.store.http;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** Turns what a web server says, or does not say, into a kind. */
final class WebFailure {
    private WebFailure() {}

    /** What an answer means that is none of the good ones (STORE-HTTP-12). */
    static VitrineException ofStatus(int status) {
        return switch (status) {
            case 404, 410 -> new VitrineException(ErrorKind.NOT_FOUND, "the web server has no such data");
            case 401, 403, 407 ->
                new VitrineException(ErrorKind.FORBIDDEN, "the web server refuses the data with status " + status);
            case 408, 429 -> unavailable(status);
            default ->
                status >= 500
                        ? unavailable(status)
                        : new VitrineException(
                                ErrorKind.INVALID, "the web server gives no data but answers with status " + status);
        };
    }

    private static VitrineException unavailable(int status) {
        return new VitrineException(ErrorKind.UNAVAILABLE, "the web server fails with status " + status);
    }

    /** What it means that there was no answer (STORE-HTTP-13). */
    static VitrineException of(IOException failure) {
        String what = failure instanceof HttpTimeoutException ? "did not answer in time" : "was not reached";
        return new VitrineException(ErrorKind.UNAVAILABLE, "the web server " + what, failure);
    }
}
