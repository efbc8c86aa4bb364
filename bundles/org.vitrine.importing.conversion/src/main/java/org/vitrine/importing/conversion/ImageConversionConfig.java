package org.vitrine.importing.conversion;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Vitrine image conversion",
        description = "The import plugins image_conversion and convert: one format for all images.")
@interface ImageConversionConfig {
    @AttributeDefinition(name = "Output format", description = "What images become: raw, qcow2 or vmdk.")
    String output_format() default "raw";

    @AttributeDefinition(
            name = "Format of tasks",
            description = "What images of tasks of the type import become: raw, qcow2 or vmdk; nothing: what they are.")
    String conversion_format() default "";

    @AttributeDefinition(
            name = "VMDK types",
            description = "Kinds of VMDK (createType) that are converted; with none of them no VMDK is.")
    String[] vmdk_allowed_types() default {"streamOptimized", "monolithicSparse"};

    @AttributeDefinition(
            name = "qemu-img",
            description = "The program's name in the system's directories, or its absolute path.")
    String qemu_img() default "qemu-img";

    @AttributeDefinition(name = "Timeout", description = "Seconds that a run of qemu-img may take.")
    int program_timeout() default 14400;

    @AttributeDefinition(
            name = "Processor time",
            description = "Seconds of processor time that a run of qemu-img may take.")
    int processor_time() default 7200;

    @AttributeDefinition(name = "Memory", description = "MiB of address space that a run of qemu-img may have.")
    int memory() default 2048;

    @AttributeDefinition(
            name = "Largest disk",
            description =
                    "Bytes that the disk in an image may have to be converted: what a raw image will be as a file.")
    long largest_disk() default 1099511627776L;
}
