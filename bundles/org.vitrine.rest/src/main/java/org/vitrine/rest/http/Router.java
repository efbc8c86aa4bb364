package org.vitrine.rest.http;

import java.io.IOException;
import java.util.ArrayList;
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

    /** The routes by their number of segments. */
    private final List<List<Route>> routes = new ArrayList<>();

    /** Fixed routes come before those with variables. */
    public Router(List<Route> routes) {
        for (Route route : routes) {
            while (this.routes.size() <= route.length()) {
                this.routes.add(new ArrayList<>());
            }
            this.routes.get(route.length()).add(route);
        }
    }

    /** Answers the request. */
    public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = segments(RequestAttributes.path(request));
        String method = request.getMethod();
        Route route = find(path);
        if (route == null) {
            answerUnknown(request, response);
            return;
        }
        Optional<Endpoint> endpoint = route.endpoint(method);
        if (endpoint.isEmpty()) {
            refuse(route, request, response);
            return;
        }
        if (route.refusesBody(method) && hasBody(request)) {
            throw new VitrineException(ErrorKind.INVALID, "A body is not expected with this request.");
        }
        endpoint.get().answer(new Exchange(request, response, route, path));
    }

    private Route find(String[] path) {
        if (path.length < routes.size()) {
            for (Route route : routes.get(path.length)) {
                if (route.matches(path)) {
                    return route;
                }
            }
        }
        return null;
    }

    private static void answerUnknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (KNOWN.contains(request.getMethod())) {
            throw notFound();
        }
        ErrorPage.write(
                request,
                response,
                HttpServletResponse.SC_NOT_IMPLEMENTED,
                "The request method " + request.getMethod() + " is not implemented for this server.");
    }

    private static void refuse(Route route, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Allow", route.allow().orElseThrow(Router::notFound));
        ErrorPage.write(
                request,
                response,
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                "The method " + request.getMethod() + " is not allowed for this resource.");
    }

    private static VitrineException notFound() {
        return new VitrineException(ErrorKind.NOT_FOUND, "The resource could not be found.");
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
            throw notFound();
        }
    }
}
