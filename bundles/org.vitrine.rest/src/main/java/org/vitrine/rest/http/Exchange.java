package org.vitrine.rest.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.edge.api.RequestAttributes;

/** One request and its answer, as endpoints use them. */
public final class Exchange {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Route route;
    private final String[] path;

    Exchange(HttpServletRequest request, HttpServletResponse response, Route route, String[] path) {
        this.request = request;
        this.response = response;
        this.route = route;
        this.path = path;
    }

    /** The request. */
    public HttpServletRequest request() {
        return request;
    }

    /** The response. */
    public HttpServletResponse response() {
        return response;
    }

    /** The caller. */
    public RequestContext context() {
        return RequestAttributes.context(request);
    }

    /** The n-th variable segment of the path, decoded. */
    public String variable(int index) {
        return route.variable(path, index);
    }

    /** A header, if it was sent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** The query parameters in order; {@code INVALID} when they are not UTF-8. */
    public List<Parameter> parameters() {
        return Parameter.parse(request.getQueryString());
    }

    /** The JSON body: an object or array of storable text; {@code INVALID} for anything else (REQ-9, LIM-33). */
    public JsonNode body() throws IOException {
        JsonNode body = uncheckedBody();
        Json.requireStorable(body);
        return body;
    }

    /** As {@link #body()}, for callers that check later whether the text in it is storable. */
    public JsonNode uncheckedBody() throws IOException {
        return Json.read(request.getInputStream());
    }

    /** The media type of the body, without parameters; empty when there is none. */
    public String mediaType() {
        String type = request.getContentType();
        if (type == null) {
            return "";
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** Answers with JSON. */
    public void send(int status, byte[] json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    /** Answers with JSON. */
    public void send(int status, JsonNode json) throws IOException {
        send(status, Json.bytes(json));
    }

    /** Answers without a body. */
    public void send(int status) {
        response.setStatus(status);
        response.setContentLength(0);
    }

    /** The absolute URL of a path of this service, as this client reaches it (REQ-13). */
    public String absolute(String path) {
        int port = request.getServerPort();
        boolean usual = port == ("https".equals(request.getScheme()) ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port) + path;
    }
}
