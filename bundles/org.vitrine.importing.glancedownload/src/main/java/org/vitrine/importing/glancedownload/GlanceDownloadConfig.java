package org.vitrine.importing.glancedownload;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Vitrine import from other regions",
        description = "The import method glance-download: images of the Image service of another region.")
@interface GlanceDownloadConfig {
    @AttributeDefinition(
            name = "Properties",
            description = "Beginnings of the names of properties that are copied with an image, separated by commas.")
    String[] extra_properties() default {"hw_", "trait:", "os_distro", "os_secure_boot", "os_type"};
}
