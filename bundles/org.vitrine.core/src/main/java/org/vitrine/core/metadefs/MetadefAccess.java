package org.vitrine.core.metadefs;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.plugins.CurrentRepository;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.MetadefRepository;
import org.vitrine.spi.policy.PolicyTarget;

/** What all use cases on metadata definitions begin with: finding the namespace, and asking whether the caller may. */
@Component(service = MetadefAccess.class)
public final class MetadefAccess {
    private static final String SEE = "get_metadef_namespace";

    private final CurrentRepository repositories;
    private final Authorizer authorizer;

    /** Uses the drivers of the moment. */
    @Activate
    public MetadefAccess(@Reference CurrentRepository repositories, @Reference Authorizer authorizer) {
        this.repositories = repositories;
        this.authorizer = authorizer;
    }

    /** The use of the repository. Close it. */
    Lease<MetadataRepository> repository() {
        return repositories.lease();
    }

    /** The namespace if the caller may know of it as far as the records tell (MD-2), else {@code NOT_FOUND}. */
    Recorded<MetadefNamespace> load(MetadefRepository metadefs, RequestContext context, String name) {
        return metadefs.find(name)
                .filter(found -> found.value().visibleTo(context.viewer()))
                .orElseThrow(() -> notFound(name));
    }

    /** Whether the rule lets the caller do that to the namespace. */
    boolean allows(RequestContext context, String rule, MetadefNamespace namespace) {
        return authorizer.allows(context, rule, target(namespace));
    }

    /** {@code FORBIDDEN}, or {@code NOT_FOUND} to those who may not even see the namespace, unless the rule allows it (POL-31). */
    void require(RequestContext context, String rule, MetadefNamespace namespace) {
        if (!allows(context, rule, namespace)) {
            requireVisible(context, namespace);
            authorizer.require(context, rule, target(namespace));
        }
    }

    /** {@code NOT_FOUND} unless the policy lets the caller see the namespace. */
    void requireVisible(RequestContext context, MetadefNamespace namespace) {
        if (!allows(context, SEE, namespace)) {
            throw notFound(namespace.name());
        }
    }

    /**
     * {@code FORBIDDEN} unless the rule lets the caller do what is about no namespace in particular, or {@code NOT_FOUND}
     * for those who may see none at all (POL-31).
     */
    void require(RequestContext context, String rule) {
        if (!authorizer.allowsOnOwnProject(context, rule)) {
            if (!authorizer.allowsOnOwnProject(context, SEE)) {
                throw new VitrineException(ErrorKind.NOT_FOUND, "The resource could not be found.");
            }
            authorizer.requireOnOwnProject(context, rule);
        }
    }

    /** {@code FORBIDDEN} for a caller that may only read (ERR-24). */
    void requireWriter(RequestContext context) {
        authorizer.requireWriter(context);
    }

    /** What an unknown namespace, or one the caller may not know of, is answered with. */
    static VitrineException notFound(String namespace) {
        return new VitrineException(ErrorKind.NOT_FOUND, "Namespace " + namespace + " not found");
    }

    /** A namespace as a policy sees it. */
    private static PolicyTarget target(MetadefNamespace namespace) {
        String owner = namespace.owner() == null ? "None" : namespace.owner();
        return PolicyTarget.of(
                Map.of("project_id", owner, "visibility", namespace.visibility().wireName()));
    }
}
