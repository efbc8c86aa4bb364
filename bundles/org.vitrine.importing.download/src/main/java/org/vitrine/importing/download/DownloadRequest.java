package org.vitrine.importing.download;

import java.util.Map;
import java.util.Objects;

/**
 * What to fetch.
 *
 * @param uri an absolute address as somebody gave it; a name and password in it go to its host, and to nobody else
 * @param headers to send, such as a token, to the host of the address and to nobody else
 * @param own whether the address comes from the operator, as from the service catalog, and may so be a private one;
 *     redirects may not lead to others
 * @param most bytes that are wanted; a download of more fails
 */
public record DownloadRequest(String uri, Map<String, String> headers, boolean own, long most) {
    /** Copies the headers. */
    public DownloadRequest {
        Objects.requireNonNull(uri);
        headers = Map.copyOf(headers);
        if (most < 0) {
            throw new IllegalArgumentException("fewer than no bytes");
        }
    }

    /** Something that a user names. */
    public static DownloadRequest of(String uri, long most) {
        return new DownloadRequest(uri, Map.of(), false, most);
    }

    /** Nothing of the address and the headers: both may hold secrets. */
    @Override
    public String toString() {
        return "DownloadRequest[own=" + own + ", most=" + most + "]";
    }
}
