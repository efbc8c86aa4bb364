package org.vitrine.edge;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.edge.healthcheck}; lists are separated by commas. */
@ObjectClassDefinition(name = "Vitrine health check", description = "What /healthcheck answers.")
@interface HealthConfig {
    /** HEALTH-1, HEALTH-5. */
    @AttributeDefinition(
            description =
                    "What decides: disable_by_file, disable_by_files_ports, enable_by_files; empty: always healthy.")
    String backends() default "disable_by_file";

    /** HEALTH-1. */
    @AttributeDefinition(
            description = "For disable_by_file: the file whose presence means unavailable; none when empty.")
    String disable_by_file_path() default "/etc/glance/healthcheck_disable";

    /** HEALTH-5. */
    @AttributeDefinition(description = "For disable_by_files_ports: such files for each port, as port:path.")
    String disable_by_file_paths() default "";

    /** HEALTH-5. */
    @AttributeDefinition(description = "For enable_by_files: the files that must all be there.")
    String enable_by_file_paths() default "";

    /** HEALTH-4. */
    @AttributeDefinition(description = "Whether answers tell about the machine and every thread: for closed networks.")
    boolean detailed() default false;

    /** HEALTH-6. */
    @AttributeDefinition(description = "Networks that are answered, such as 10.0.0.0/8; empty: all.")
    String allowed_source_ranges() default "";

    /** HEALTH-6. */
    @AttributeDefinition(description = "Whether requests that came through a proxy are not answered.")
    boolean ignore_proxied_requests() default false;
}
