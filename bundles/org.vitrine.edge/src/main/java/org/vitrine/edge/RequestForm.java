package org.vitrine.edge;

import java.util.Enumeration;
import javax.servlet.http.HttpServletRequest;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * Refuses requests that another server on the way could read differently: where a body ends, which path is meant, who
 * is calling. What two readers understand differently lets a client pass something by the first of them.
 */
final class RequestForm {
    private static final String TRANSFER_ENCODING = "Transfer-Encoding";
    private static final String HEX = "0123456789abcdefABCDEF";

    private RequestForm() {}

    /** {@code INVALID} for such a request, whose connection is better closed then. */
    static void require(HttpServletRequest request, HttpEngine engine) {
        requireFraming(request);
        requireOneIdentity(request);
        if (engine.hasFragment(request)) {
            throw invalid("The request's target must have no fragment.");
        }
        requirePath(request.getRequestURI());
        requireQuery(request.getQueryString());
    }

    /** One length of the body, stated in one way. */
    private static void requireFraming(HttpServletRequest request) {
        if (request.getHeader("Content_Length") != null || request.getHeader("Transfer_Encoding") != null) {
            // Gateways that pass headers on as variables of CGI can't tell them from the real ones.
            throw invalid("The request has a header that looks like another one.");
        }
        Enumeration<String> codings = request.getHeaders(TRANSFER_ENCODING);
        if (!codings.hasMoreElements()) {
            return;
        }
        if (!"chunked".equalsIgnoreCase(codings.nextElement().strip()) || codings.hasMoreElements()) {
            throw invalid("The only Transfer-Encoding that is understood here is chunked, once.");
        }
        if (request.getHeader("Content-Length") != null) {
            throw invalid("A request has a Content-Length or a Transfer-Encoding, not both.");
        }
        if (!"HTTP/1.1".equals(request.getProtocol())) {
            throw invalid("A Transfer-Encoding needs HTTP/1.1.");
        }
    }

    /** Of two tokens or two names of the caller one reader takes the first, another the last, a third both. */
    private static void requireOneIdentity(HttpServletRequest request) {
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            if (IdentityHeaders.contain(name)) {
                Enumeration<String> values = request.getHeaders(name);
                values.nextElement();
                if (values.hasMoreElements()) {
                    throw invalid("A request has the header " + name + " once.");
                }
            }
        }
    }

    private static void requirePath(String path) {
        if (path == null || !path.startsWith("/")) {
            throw invalid("The request's target must be a path.");
        }
        int segment = 1;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c >= '\u007f' || c == '\\' || c == '#') {
                throw invalid("The path holds a character that must be percent-encoded.");
            }
            if (c == '%') {
                requireEscape(path, i);
            } else if (c == '/' && i > 0) {
                requireSegment(path, segment, i);
                segment = i + 1;
            }
        }
        requireSegment(path, segment, path.length());
    }

    private static void requireEscape(String path, int at) {
        if (at + 2 >= path.length() || HEX.indexOf(path.charAt(at + 1)) < 0 || HEX.indexOf(path.charAt(at + 2)) < 0) {
            throw invalid("The path holds a percent sign that encodes nothing.");
        }
        if (path.startsWith("%00", at)) {
            throw invalid("The path holds a NUL.");
        }
    }

    /** Dot segments, in whatever disguise, mean different paths to different readers. */
    private static void requireSegment(String path, int begin, int end) {
        int dots = 0;
        int i = begin;
        while (i < end && path.charAt(i) != ';') {
            if (path.charAt(i) == '.') {
                i++;
            } else if (path.regionMatches(true, i, "%2e", 0, 3)) {
                i += 3;
            } else {
                return;
            }
            dots++;
        }
        if (dots == 1 || dots == 2) {
            throw invalid("The path holds a relative segment.");
        }
    }

    private static void requireQuery(String query) {
        if (query != null && query.contains("%00")) {
            throw invalid("The query holds a NUL.");
        }
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }
}
