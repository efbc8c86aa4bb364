package org.vitrine.importing.inject;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Vitrine metadata injection",
        description = "The import plugin inject_image_metadata: properties for every imported image.")
@interface InjectMetadataConfig {
    @AttributeDefinition(
            name = "Ignored roles",
            description = "Roles of callers whose imports get no properties, separated by commas.")
    String[] ignore_user_roles() default {"admin"};

    @AttributeDefinition(
            name = "Properties",
            description =
                    "NAME:VALUE, separated by commas; quotes around either, as for values with commas, are left out.")
    String[] inject() default {};
}
