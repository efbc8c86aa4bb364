package org.vitrine.rest.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One path of the API and what can be done with it (contract section 2). Built once, then read by many threads. */
public final class Route {
    private static final String VARIABLE = "{}";

    private record Action(Endpoint endpoint, boolean bodyRefused) {}

    private final String[] segments;
    private final Map<String, Action> actions = new LinkedHashMap<>();
    private String allow;

    /** A path such as {@code /v2/images/{}/file}: {@code {}} matches any one segment. */
    public Route(String template) {
        segments = template.substring(1).split("/");
    }

    /** Adds a method that takes a body. */
    public Route on(String method, Endpoint endpoint) {
        return add(method, new Action(endpoint, false));
    }

    /** Adds a method that refuses a body (ROUTE-7). */
    public Route withoutBody(String method, Endpoint endpoint) {
        return add(method, new Action(endpoint, true));
    }

    private Route add(String method, Action action) {
        actions.put(method, action);
        allow = String.join(", ", actions.keySet());
        return this;
    }

    /** For other methods there is no such path, rather than a path that does not allow them (ROUTE-36, ROUTE-49). Comes last. */
    public Route orElseNotFound() {
        allow = null;
        return this;
    }

    int length() {
        return segments.length;
    }

    /** Whether the path, which has as many segments, is this route's. */
    boolean matches(String[] path) {
        for (int i = 0; i < segments.length; i++) {
            boolean variable = segments[i].equals(VARIABLE);
            if (variable ? path[i].isEmpty() : !segments[i].equals(path[i])) {
                return false;
            }
        }
        return true;
    }

    /** The n-th variable segment of a path that matches. */
    String variable(String[] path, int n) {
        int left = n;
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].equals(VARIABLE) && left-- == 0) {
                return path[i];
            }
        }
        throw new IndexOutOfBoundsException(n);
    }

    Optional<Endpoint> endpoint(String method) {
        return Optional.ofNullable(actions.get(method)).map(Action::endpoint);
    }

    boolean refusesBody(String method) {
        Action action = actions.get(method);
        return action != null && action.bodyRefused;
    }

    /** The methods, as the header Allow has them (ROUTE-3); empty where other methods find nothing. */
    Optional<String> allow() {
        return Optional.ofNullable(allow);
    }
}
