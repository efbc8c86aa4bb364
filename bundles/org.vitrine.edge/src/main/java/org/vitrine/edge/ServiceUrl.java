package org.vitrine.edge;

import javax.servlet.http.HttpServletRequest;

/** The URL under which a client reached this service. */
final class ServiceUrl {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private ServiceUrl() {}

    /** Scheme and authority, without a slash at the end; the usual port is left out (VER-3, REQ-13). */
    static String of(HttpServletRequest request) {
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean usual = port == ("https".equals(scheme) ? HTTPS : HTTP);
        return scheme + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
