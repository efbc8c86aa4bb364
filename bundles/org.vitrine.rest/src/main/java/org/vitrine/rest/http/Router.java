package org.vitrine.rest.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.edge.api.ErrorPage;
import org.vitrine.edge.api.RequestAttributes;

/** Finds the endpoint of a request by the rules of contract section 2. */
public final class Router {
    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final List<Route> routes;

    /** Fixed routes come before those with variables. */
    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** Answers the request. */
    public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = segments(RequestAttributes.path(request));
        for (Route route : routes) {
            Optional<List<String>> variables = route.match(path);
            if (variables.isPresent()) {
                answer(route, request, response, variables.get());
                return;
            }
        }
        if (!KNOWN.contains(request.getMethod())) {
            ErrorPage.write(
                    request, response, HttpServletResponse.SC_NOT_IMPLEMENTED, "The method is not implemented.");
            return;
        }
        throw new VitrineException(ErrorKind.NOT_FOUND, "The resource could not be found.");
    }

    private static void answer(
            Route route, HttpServletRequest request, HttpServletResponse response, List<String> variables)
            throws IOException {
        String method = request.getMethod();
        Optional<Endpoint> endpoint = route.endpoint(method);
        if (endpoint.isEmpty()) {
            response.setHeader("Allow", route.allow());
            ErrorPage.write(
                    request,
                    response,
                    HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                    "The method " + method + " is not allowed for this resource.");
            return;
        }
        if (route.refusesBody(method) && hasBody(request)) {
            throw new VitrineException(ErrorKind.INVALID, "A body is not expected with this request.");
        }
        endpoint.get().answer(new Exchange(request, response, variables));
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0
                || (request.getHeader("Transfer-Encoding") != null && WITH_BODY.contains(request.getMethod()));
    }

    /** The decoded segments. An encoded slash splits, as the reference decodes before it routes (ROUTE-2). */
    private static String[] segments(String path) {
        try {
            return Parameter.decode(path, false).substring(1).split("/", -1);
        } catch (VitrineException e) {
            throw new VitrineException(ErrorKind.NOT_FOUND, "The resource could not be found.", e);
        }
    }
}
