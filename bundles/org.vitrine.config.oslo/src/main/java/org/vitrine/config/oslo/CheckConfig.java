package org.vitrine.config.oslo;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.config.oslo.check}. */
@ObjectClassDefinition(
        name = "Vitrine check of .cfg files",
        description = "Says which of the server's own .cfg files cannot be used, and what in them has no effect.")
@interface CheckConfig {
    @AttributeDefinition(
            description =
                    "A file with a line for each .cfg that cannot be used and each key that nobody knows, written once"
                            + " the server has started and kept up to date; none when empty.")
    String report_file() default "";
}
