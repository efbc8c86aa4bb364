package org.vitrine.metadata.jpa.schema;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Vitrine schema", description = "Brings the tables up to date when the server starts.")
@interface SchemaConfig {
    @AttributeDefinition(
            name = "Phases",
            description = "Which phases of an upgrade this node does when it starts, of expand, migrate and contract;"
                    + " leave out contract while nodes of an older release still run.")
    String[] schema_phases() default {"expand", "migrate", "contract"};
}
