package org.vitrine.store.swift;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.Call;
import org.vitrine.outbound.OutboundHttp;

/** Swift's own login, of version 1. */
final class TempAuthLogin implements Login {
    /** Of a token that does not tell; it is got anew when it is refused. */
    private static final Duration USUAL_LIFE = Duration.ofHours(12);

    private final OutboundHttp http;
    private final SwiftAccount account;
    private final Endpoints endpoints;
    private final Clock clock;

    TempAuthLogin(OutboundHttp http, SwiftAccount account, Endpoints endpoints, Clock clock) {
        this.http = http;
        this.account = account;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    @Override
    public SwiftSession login() {
        Instant now = clock.instant();
        Call call = Call.of("GET", Endpoints.address(account.address()))
                .header("X-Auth-User", account.user())
                .header("X-Auth-Key", account.key());
        try (Answer answer = http.send(call)) {
            if (!answer.succeeded()) {
                throw SwiftFailure.ofLogin(answer.status());
            }
            URI storage = endpoints.configured().orElseGet(() -> Endpoints.address(header(answer, "X-Storage-Url")));
            return new SwiftSession(storage, header(answer, "X-Auth-Token"), now.plus(life(answer)));
        } catch (IOException e) {
            throw SwiftFailure.ofLogin(e);
        }
    }

    private static String header(Answer answer, String name) {
        return answer.header(name)
                .orElseThrow(
                        () -> new VitrineException(ErrorKind.UNAVAILABLE, "Swift's login answered without " + name));
    }

    private static Duration life(Answer answer) {
        String seconds = answer.header("X-Auth-Token-Expires").orElse("");
        return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : USUAL_LIFE;
    }
}
