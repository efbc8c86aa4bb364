package org.vitrine.importing.decompression;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Vitrine image decompression",
        description = "The import plugin image_decompression: images in zip, gzip and lha archives.")
@interface ImageDecompressionConfig {
    @AttributeDefinition(name = "Largest image", description = "Bytes that may come out of an archive.")
    long largest_image() default 1099511627776L;

    @AttributeDefinition(
            name = "Largest ratio",
            description = "How many times larger than the archive an image may be; counts from 64 MiB on.")
    int largest_ratio() default 1100;

    @AttributeDefinition(
            name = "lha",
            description = "The program's name in the system's directories, or its absolute path.")
    String lha() default "lha";

    @AttributeDefinition(name = "Timeout", description = "Seconds that a run of lha may take.")
    int program_timeout() default 3600;
}
