package org.vitrine.edge;

import org.slf4j.MDC;
import org.vitrine.domain.identity.RequestContext;

/** Names the request and its caller in every line that is logged until this is closed. */
final class LogContext implements AutoCloseable {
    private static final String REQUEST = "request_id";
    private static final String PROJECT = "project";
    private static final String USER = "user";

    private LogContext() {}

    static LogContext of(RequestContext context) {
        put(REQUEST, context.requestId());
        put(PROJECT, context.projectId());
        put(USER, context.userId());
        return new LogContext();
    }

    /** Clients and identity services choose these texts: nothing in them may look like a line of the log. */
    private static void put(String key, String value) {
        if (value != null) {
            MDC.put(key, value.replaceAll("[^\\x21-\\x7e]", "?"));
        }
    }

    @Override
    public void close() {
        MDC.remove(REQUEST);
        MDC.remove(PROJECT);
        MDC.remove(USER);
    }
}
