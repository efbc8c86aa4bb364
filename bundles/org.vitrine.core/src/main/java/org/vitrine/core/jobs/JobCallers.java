package org.vitrine.core.jobs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.spi.metadata.Job;

/** Who asked for the jobs: with their tokens where they asked on this node and it did not restart since. */
@Component(service = JobCallers.class)
public final class JobCallers {
    static final String KEY = "caller";

    private final Map<String, RequestContext> here = new ConcurrentHashMap<>();

    /** Knows nobody. */
    @Activate
    public JobCallers() {
        // nothing to do
    }

    void remember(String jobId, RequestContext caller) {
        here.put(jobId, caller);
    }

    void forget(String jobId) {
        here.remove(jobId);
    }

    RequestContext of(Job job) {
        RequestContext known = here.get(job.id());
        return known != null
                ? known
                : CallerRecord.read(job.payload().object(KEY).orElse(JsonObject.EMPTY));
    }
}
