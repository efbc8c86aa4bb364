package org.vitrine.edge.api;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.spi.driver.Drainable;

/**
 * Serves {@code /v2}. Published as a service when all routes are ready, one at a time; the edge enters its drain before
 * each request and leaves it afterwards.
 */
@ConsumerType
public interface ApiHandler extends Drainable {
    /**
     * Answers a request. When this throws, the edge answers for it where nothing was sent yet, and cuts the connection
     * where something was; so a failure in the middle of data is best thrown. Not asynchronous: the answer is complete
     * when this returns.
     *
     * @param request stamped with {@link RequestAttributes}; identity headers and tokens of the client are not in it.
     *     Its body is opened when it is first read, not before, and fails with a
     *     {@link org.vitrine.domain.error.VitrineException}: {@code INVALID} when it is malformed, {@code TIMEOUT} when
     *     the sender is too slow, {@code CLIENT_GONE} when it went away
     * @param response with the request id's header already set
     */
    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
}
