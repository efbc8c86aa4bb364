package org.vitrine.importing.ovf;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Vitrine OVF processing",
        description = "The import plugin ovf_process: disks out of OVA archives.")
@interface OvfProcessConfig {
    @AttributeDefinition(
            name = "Metadata file",
            description =
                    "Path of ovf-metadata.json, which lists the properties that images get from OVF descriptors; nothing: none.")
    String ovf_metadata_file() default "";
}
