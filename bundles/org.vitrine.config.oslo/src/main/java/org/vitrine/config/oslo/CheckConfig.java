package org.vitrine.config.oslo;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.config.oslo.check}. */
@ObjectClassDefinition(
        name = "Vitrine check of .cfg files",
        description = "Says which of the server's own .cfg files cannot be used.")
@interface CheckConfig {
    @AttributeDefinition(
            description =
                    "A file with a line for each .cfg that cannot be used, empty when all can, written once the server"
                            + " has started and kept up to date; none when empty.")
    String report_file() default "";
}
