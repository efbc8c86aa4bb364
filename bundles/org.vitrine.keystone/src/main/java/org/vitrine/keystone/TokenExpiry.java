package org.vitrine.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;

/** When a token ends, as a validation or a login tells it. */
public final class TokenExpiry {
    private TokenExpiry() {}

    /**
     * Reads it; {@code UNAVAILABLE} when it is no time.
     *
     * @param token the member {@code token} of the answer
     */
    public static Instant of(JsonNode token) {
        try {
            return Instant.parse(token.path("expires_at").asText());
        } catch (DateTimeException e) {
            throw Unavailable.because(e);
        }
    }
}
