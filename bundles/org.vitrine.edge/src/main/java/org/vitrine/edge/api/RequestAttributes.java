package org.vitrine.edge.api;

import java.util.Optional;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import org.vitrine.domain.identity.RequestContext;

/** What the edge found out about a request, kept in its attributes. */
public final class RequestAttributes {
    /** The caller: a {@link RequestContext}. */
    public static final String CONTEXT = "org.vitrine.context";

    /** The path to route by: a string that begins with {@code /v2/}, percent-encoded as it was received (VER-13, VER-15). */
    public static final String PATH = "org.vitrine.path";

    /** The challenge for 401 answers, a {@code Supplier<Optional<String>>}; {@link ErrorPage} alone reads it. */
    public static final String CHALLENGE = "org.vitrine.challenge";

    private RequestAttributes() {}

    /** The caller; an {@link IllegalStateException} for a request that did not come through the edge. */
    public static RequestContext context(HttpServletRequest request) {
        if (request.getAttribute(CONTEXT) instanceof RequestContext context) {
            return context;
        }
        throw new IllegalStateException("the request did not come through the edge");
    }

    /** The path to route by; an {@link IllegalStateException} for a request that did not come through the edge. */
    public static String path(HttpServletRequest request) {
        if (request.getAttribute(PATH) instanceof String path) {
            return path;
        }
        throw new IllegalStateException("the request did not come through the edge");
    }

    /** The value for {@code WWW-Authenticate}, if the identity driver of the moment has one (AUTH-6). */
    static Optional<String> challenge(HttpServletRequest request) {
        return request.getAttribute(CHALLENGE) instanceof Supplier<?> supplier
                        && supplier.get() instanceof Optional<?> challenge
                ? challenge.map(Object::toString)
                : Optional.empty();
    }
}
