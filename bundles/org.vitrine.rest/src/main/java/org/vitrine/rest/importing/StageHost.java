package org.vitrine.rest.importing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.edge.api.ErrorPage;
import org.vitrine.edge.api.RequestAttributes;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.Body;
import org.vitrine.outbound.Call;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.outbound.OutboundOptions;
import org.vitrine.rest.http.Exchange;

/**
 * The node that has an image's staged data, where that is another one: it gets the request again, with the caller's token
 * (PROXY-1 to PROXY-7).
 */
@Component(service = StageHost.class)
public final class StageHost {
    private static final Logger LOG = LoggerFactory.getLogger(StageHost.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REQUEST_ID = "x-openstack-request-id";
    /** Says that a node has sent the request on already, so that two nodes that name each other wrongly do not play ball. */
    private static final String SENT_ON = "x-vitrine-sent-on";

    private final OutboundHttp http;

    /** Opens no connection. */
    @Activate
    public StageHost() {
        http = new OutboundHttp(
                new OutboundOptions("vitrine-stage-host", CONNECT, PATIENCE, 1, Optional.empty(), Optional.empty()));
    }

    @Deactivate
    void close() {
        http.close();
    }

    /**
     * Sends the request on and gives its answer: that status with the other node's request id. {@code GATEWAY_TIMEOUT} when
     * there is no connection to it, {@code BAD_GATEWAY} when that breaks.
     *
     * @param host the URL of the node
     * @param json the body, if there is one
     * @param success the status for the caller when the other node is content
     */
    public void forward(Exchange exchange, String host, Optional<byte[]> json, int success) throws IOException {
        Answer answer = send(exchange, host, json);
        try (answer) {
            answer.header(REQUEST_ID).ifPresent(id -> exchange.response().setHeader(REQUEST_ID, id));
            if (answer.succeeded()) {
                exchange.response().setStatus(success);
            } else {
                ErrorPage.write(
                        exchange.request(),
                        exchange.response(),
                        answer.status(),
                        "The node that has the staged data refused the request.");
            }
        }
    }

    private Answer send(Exchange exchange, String host, Optional<byte[]> json) {
        if (exchange.header(SENT_ON).isPresent()) {
            throw unavailable(ErrorKind.BAD_GATEWAY, null);
        }
        LOG.info(
                "sending {} on to the node that has the staged data",
                exchange.request().getMethod());
        try {
            Call call = Call.of(
                            exchange.request().getMethod(),
                            URI.create(host + RequestAttributes.path(exchange.request())))
                    .header(SENT_ON, "1")
                    .notTwice();
            String token = exchange.context().identity().token();
            if (token != null) {
                call.header("X-Auth-Token", token);
            }
            json.ifPresent(
                    bytes -> call.header("Content-Type", "application/json").body(Body.of(ByteBuffer.wrap(bytes))));
            return http.send(call);
        } catch (HttpConnectTimeoutException | ConnectException | IllegalArgumentException e) {
            throw unavailable(ErrorKind.GATEWAY_TIMEOUT, e);
        } catch (IOException e) {
            boolean unreached = e.getCause() instanceof ConnectException;
            throw unavailable(unreached ? ErrorKind.GATEWAY_TIMEOUT : ErrorKind.BAD_GATEWAY, e);
        }
    }

    private static VitrineException unavailable(ErrorKind kind, Exception cause) {
        return new VitrineException(kind, "Stage host is unavailable", cause);
    }
}
