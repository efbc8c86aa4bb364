package org.vitrine.rest.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One path of the API and what can be done with it (contract section 2). Built once, then read by many threads. */
public final class Route {
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

    /** The variable segments, if the path is this route's. */
    Optional<List<String>> match(String[] path) {
        if (path.length != segments.length) {
            return Optional.empty();
        }
        List<String> variables = new ArrayList<>(2);
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].equals("{}")) {
                if (path[i].isEmpty()) {
                    return Optional.empty();
                }
                variables.add(path[i]);
            } else if (!segments[i].equals(path[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    Optional<Endpoint> endpoint(String method) {
        return Optional.ofNullable(actions.get(method)).map(Action::endpoint);
    }

    boolean refusesBody(String method) {
        Action action = actions.get(method);
        return action != null && action.bodyRefused;
    }

    /** The methods, as the header Allow has them (ROUTE-3). */
    String allow() {
        return allow;
    }
}
