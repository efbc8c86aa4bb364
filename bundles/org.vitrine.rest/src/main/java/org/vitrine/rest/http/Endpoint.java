package org.vitrine.rest.http;

import java.io.IOException;

/** Answers one method of one route. */
@FunctionalInterface
public interface Endpoint {
    /** Answers; a {@link org.vitrine.domain.error.VitrineException} becomes an error answer. */
    void answer(Exchange exchange) throws IOException;
}
