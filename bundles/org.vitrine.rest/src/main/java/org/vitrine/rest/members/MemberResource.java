package org.vitrine.rest.members;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.sharing.ImageMembers;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.member.ImageMember;
import org.vitrine.rest.http.Exchange;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.http.Route;
import org.vitrine.rest.images.ImageJson;

/** {@code /v2/images/{id}/members} (contract section 19). */
@Component(service = MemberResource.class)
public final class MemberResource {
    private static final int ID_LENGTH = 255;

    private final ImageMembers members;

    /** Calls the use case. */
    @Activate
    public MemberResource(@Reference ImageMembers members) {
        this.members = members;
    }

    /** The routes of this resource. */
    public List<Route> routes() {
        return List.of(
                new Route("/v2/images/{}/members")
                        .withoutBody("GET", this::list)
                        .on("POST", this::add),
                new Route("/v2/images/{}/members/{}")
                        .withoutBody("GET", this::show)
                        .on("PUT", this::setStatus)
                        .withoutBody("DELETE", this::remove));
    }

    private void list(Exchange exchange) throws IOException {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode list = body.putArray("members");
        members.list(exchange.context(), exchange.variable(0)).forEach(member -> list.add(json(member)));
        body.put("schema", "/v2/schemas/members");
        exchange.send(HttpServletResponse.SC_OK, body);
    }

    private void show(Exchange exchange) throws IOException {
        ImageMember member = members.show(exchange.context(), exchange.variable(0), exchange.variable(1));
        exchange.send(HttpServletResponse.SC_OK, json(member));
    }

    private void add(Exchange exchange) throws IOException {
        JsonNode member = required(exchange.body(), "member");
        if (!member.isTextual()
                || member.textValue().isEmpty()
                || member.textValue().length() > ID_LENGTH) {
            throw new VitrineException(
                    ErrorKind.INVALID, "The member must be a project id of 1 to " + ID_LENGTH + " characters.");
        }
        ImageMember added = members.add(exchange.context(), exchange.variable(0), member.textValue());
        exchange.send(HttpServletResponse.SC_OK, json(added));
    }

    private void setStatus(Exchange exchange) throws IOException {
        JsonNode status = required(exchange.body(), "status");
        ImageMember changed =
                members.setStatus(exchange.context(), exchange.variable(0), exchange.variable(1), status.asText());
        exchange.send(HttpServletResponse.SC_OK, json(changed));
    }

    private void remove(Exchange exchange) {
        members.remove(exchange.context(), exchange.variable(0), exchange.variable(1));
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static JsonNode required(JsonNode body, String key) {
        if (!body.isObject() || !body.has(key)) {
            throw new VitrineException(ErrorKind.INVALID, "Expected a JSON object with the key '" + key + "'.");
        }
        return body.get(key);
    }

    private static ObjectNode json(ImageMember member) {
        return Json.mapper()
                .createObjectNode()
                .put("member_id", member.memberId())
                .put("image_id", member.imageId())
                .put("status", member.status().wireName())
                .put("created_at", ImageJson.time(member.createdAt()))
                .put("updated_at", ImageJson.time(member.updatedAt()))
                .put("schema", "/v2/schemas/member");
    }
}
