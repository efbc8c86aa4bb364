package org.vitrine.edge;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.edge}. */
@ObjectClassDefinition(name = "Vitrine edge", description = "How requests are taken in.")
@interface EdgeConfig {
    /** REQ-3. */
    @AttributeDefinition(
            description = "Longest X-Openstack-Request-Id that a client may send, in characters; 0 for no limit.")
    int max_request_id_length() default 64;
}
