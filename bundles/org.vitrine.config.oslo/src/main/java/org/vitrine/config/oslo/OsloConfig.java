package org.vitrine.config.oslo;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.config.oslo}. */
@ObjectClassDefinition(
        name = "Vitrine configuration from Glance's files",
        description =
                "Takes an operator's glance-api.conf and the files that go with it as this server's configuration.")
@interface OsloConfig {
    @AttributeDefinition(description = "The directory of the files; the server's etc directory when empty.")
    String directory() default "";

    @AttributeDefinition(description = "Seconds between two looks at the files; 1 to 3600.")
    int poll_interval() default 2;

    @AttributeDefinition(
            description = "A file that says what is wrong with the configuration while something is; none when empty.")
    String error_file() default "";
}
