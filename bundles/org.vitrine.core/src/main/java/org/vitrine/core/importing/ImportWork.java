package org.vitrine.core.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.core.jobs.Jobs;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.spi.metadata.Job;

/**
 * What an import job has to do, as its row has it.
 *
 * @param imageId into which image
 * @param method by which method
 * @param parameters the method's
 * @param stores the ids of the stores to fill, in that order; empty: the only store of a single-store server
 * @param mustSucceed whether one store that fails makes the import fail
 * @param created whether the import made the image itself, and takes it away when it fails (TASK-13 of the operator contract)
 */
record ImportWork(
        String imageId,
        String method,
        JsonObject parameters,
        List<String> stores,
        boolean mustSucceed,
        boolean created) {
    static final String KIND = "import";

    JsonObject json() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("image_id", imageId);
        values.put("method", method);
        values.put("parameters", parameters.values());
        values.put("stores", stores);
        values.put("must_succeed", mustSucceed);
        values.put("created", created);
        return new JsonObject(values);
    }

    static ImportWork of(Job job) {
        JsonObject work = Jobs.work(job);
        List<String> stores = work.values().get("stores") instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
        return new ImportWork(
                work.text("image_id").orElseThrow(),
                work.text("method").orElseThrow(),
                work.object("parameters").orElse(JsonObject.EMPTY),
                stores,
                Boolean.TRUE.equals(work.values().get("must_succeed")),
                Boolean.TRUE.equals(work.values().get("created")));
    }

    /** Whether the image has data already and keeps it whatever happens. */
    boolean copies() {
        return method.equals(BuiltInMethods.COPY);
    }
}
