package org.vitrine.core.discovery;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.plugins.StoreRegistry;

/** The API versions that this server tells clients of (contract section 1.1, 2023.2). They depend on whether it has several stores. */
@Component(service = ServiceVersions.class)
public final class ServiceVersions {
    private static final List<String> ALWAYS = List.of("v2.7", "v2.6", "v2.5", "v2.4", "v2.3", "v2.2", "v2.1", "v2.0");
    private static final List<String> MULTI_STORE = List.of("v2.13", "v2.12", "v2.11", "v2.10", "v2.9", "v2.8");

    private final StoreRegistry stores;

    /** Asks the registry at each call. */
    @Activate
    public ServiceVersions(@Reference StoreRegistry stores) {
        this.stores = stores;
    }

    /**
     * One version.
     *
     * @param id such as {@code v2.15}
     * @param current true for exactly one (VER-2)
     */
    public record Version(String id, boolean current) {}

    /** The versions, in the order of the document (VER-5a, VER-5b). */
    public List<Version> list() {
        List<Version> versions = new ArrayList<>();
        versions.add(new Version("v2.15", true));
        for (String id : stores.multiStore() ? MULTI_STORE : List.of("v2.9")) {
            versions.add(new Version(id, false));
        }
        ALWAYS.forEach(id -> versions.add(new Version(id, false)));
        return versions;
    }

    /** Whether a path may begin with this segment (VER-13). */
    public boolean accepts(String segment) {
        if (segment.equals("v2")) {
            return true;
        }
        for (Version version : list()) {
            if (version.id().equals(segment)) {
                return true;
            }
        }
        return false;
    }
}
