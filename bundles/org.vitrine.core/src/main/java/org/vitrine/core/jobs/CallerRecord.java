package org.vitrine.core.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.json.JsonObject;

/** Who asked for a job, as its row has it: everything but the token and the catalog, which nothing writes down. */
final class CallerRecord {
    private CallerRecord() {}

    static Map<String, Object> of(RequestContext caller) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("request_id", caller.requestId());
        values.put("address", caller.remoteAddress());
        values.put("admin", caller.admin());
        values.put("kind", caller.identity().kind().name());
        values.put("attributes", caller.identity().attributes());
        values.put("roles", caller.identity().roles());
        values.put("service_roles", caller.identity().serviceRoles());
        return values;
    }

    static RequestContext read(JsonObject record) {
        Map<String, String> attributes = new LinkedHashMap<>();
        record.object("attributes")
                .ifPresent(object -> object.values().forEach((key, value) -> attributes.put(key, (String) value)));
        Identity identity = new Identity(
                Identity.Kind.valueOf(record.text("kind").orElse(Identity.Kind.ANONYMOUS.name())),
                attributes,
                texts(record, "roles"),
                texts(record, "service_roles"),
                null,
                null);
        return new RequestContext(
                record.text("request_id").orElse(""),
                identity,
                Boolean.TRUE.equals(record.values().get("admin")),
                record.text("address").orElse(""));
    }

    private static List<String> texts(JsonObject record, String key) {
        return record.values().get(key) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }
}
