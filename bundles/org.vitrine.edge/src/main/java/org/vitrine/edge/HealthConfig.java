package org.vitrine.edge;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.edge.healthcheck}, spelled as the options of the reference's health check. */
@ObjectClassDefinition(name = "Vitrine health check", description = "What /healthcheck answers.")
@interface HealthConfig {
    /** HEALTH-1. */
    @AttributeDefinition(
            description = "The file whose presence means that the service is unavailable; none when empty.")
    String disable_by_file_path() default "/etc/glance/healthcheck_disable";
}
