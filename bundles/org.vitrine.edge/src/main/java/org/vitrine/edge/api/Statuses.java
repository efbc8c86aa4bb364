package org.vitrine.edge.api;

import org.vitrine.domain.error.ErrorKind;

/** From what went wrong to the HTTP status, and from the status to its title (ERR-20 to ERR-39). */
public final class Statuses {
    private Statuses() {}

    /** The status for a kind. */
    public static int of(ErrorKind kind) {
        return switch (kind) {
            case INVALID, STORE_UNSUPPORTED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case TIMEOUT -> 408;
            case CONFLICT, IN_USE -> 409;
            case GONE, STORE_DISABLED -> 410;
            case QUOTA_EXCEEDED, STORE_FULL -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case RANGE_NOT_SATISFIABLE -> 416;
            // Nobody reads it; it tells the access log that the fault was not the server's.
            case CLIENT_GONE -> 400;
            case INTERNAL -> 500;
            case BAD_GATEWAY -> 502;
            case STORE_READ_ONLY, UNAVAILABLE -> 503;
            case GATEWAY_TIMEOUT -> 504;
        };
    }

    /** The title of a status in error bodies, such as {@code Not Found}. */
    static String title(int status) {
        return switch (status) {
            case 300 -> "Multiple Choices";
            case 302 -> "Found";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length Required";
            case 413 -> "Request Entity Too Large";
            case 414 -> "Request-URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Request Range Not Satisfiable";
            case 417 -> "Expectation Failed";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            default -> status < 500 ? "Bad Request" : "Internal Server Error";
        };
    }
}
