package org.vitrine.edge;

import javax.servlet.http.HttpServletRequest;
import org.vitrine.spi.identity.Credentials;

/**
 * What a request says about its sender.
 *
 * @param request as it came over the connection
 * @param path as routed
 */
record RequestCredentials(HttpServletRequest request, String path) implements Credentials {
    @Override
    public String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public String peerAddress() {
        return request.getRemoteAddr();
    }

    @Override
    public String method() {
        return request.getMethod();
    }
}
