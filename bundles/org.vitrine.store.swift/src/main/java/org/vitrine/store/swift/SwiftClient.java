package org.vitrine.store.swift;

import java.io.IOException;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.OutboundHttp;

/** Sends requests to an account in somebody's name. Safe for many threads. */
final class SwiftClient {
    private static final int UNAUTHORIZED = 401;

    private final OutboundHttp http;
    private final Access access;

    SwiftClient(OutboundHttp http, Access access) {
        this.http = http;
        this.access = access;
    }

    Access access() {
        return access;
    }

    /** The answer, whatever its status; to be closed. A token that is refused is replaced, once. */
    Answer send(SwiftRequest request) {
        SwiftSession session = access.session();
        Answer answer = send(request, session);
        if (answer.status() != UNAUTHORIZED || !request.repeatable()) {
            return answer;
        }
        SwiftSession other = access.renewed(session);
        if (other.equals(session)) {
            return answer;
        }
        answer.close();
        return send(request, other);
    }

    private Answer send(SwiftRequest request, SwiftSession session) {
        try {
            return http.send(request.call(session));
        } catch (IOException e) {
            throw SwiftFailure.of(e);
        }
    }

    /** What Swift says about itself to anybody, beside the account. */
    Answer info() {
        try {
            return http.send(org.vitrine.outbound.Call.of(
                    "GET", access.session().storage().resolve("/info")));
        } catch (IOException e) {
            throw SwiftFailure.of(e);
        }
    }
}
