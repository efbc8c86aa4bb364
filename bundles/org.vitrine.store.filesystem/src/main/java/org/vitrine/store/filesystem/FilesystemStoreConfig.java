package org.vitrine.store.filesystem;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        name = "Vitrine file store",
        description = "Keeps image data in files. One configuration for each store.")
@interface FilesystemStoreConfig {
    @AttributeDefinition(
            name = "Store id",
            description =
                    "What operators and clients call this store; must be set, and not begin with os_glance_ unless"
                            + " the store is one of the reserved ones.")
    String vitrine_store_id() default "";

    @AttributeDefinition(name = "Description", description = "The operator's words about this store, shown to clients.")
    String store_description() default "";

    @AttributeDefinition(name = "Weight", description = "Downloads try stores of a higher weight first.")
    int weight() default 0;

    @AttributeDefinition(
            name = "Data directory",
            description = "Absolute path of the directory of the files; must be empty when filesystem.store.datadirs is"
                    + " set.")
    String filesystem_store_datadir() default "/var/lib/glance/images";

    @AttributeDefinition(
            name = "Data directories",
            description =
                    "Several directories, separated by commas, each as PATH or PATH:PRIORITY; higher priorities are"
                            + " filled first, and within one priority the directory with the most free space.")
    String[] filesystem_store_datadirs() default {};

    @AttributeDefinition(
            name = "Metadata file",
            description = "Path of a JSON file with an object, or a list of objects, each with the texts id and"
                    + " mountpoint; the object whose mountpoint holds an image's file becomes its location's metadata.")
    String filesystem_store_metadata_file() default "";

    @AttributeDefinition(
            name = "File permissions",
            description = "Octal permissions of the files, such as 640; 0 leaves what the umask makes of them.")
    int filesystem_store_file_perm() default 0;

    @AttributeDefinition(
            name = "Chunk size",
            description =
                    "Bytes that are looked at together for thin provisioning, shown to administrators; 1 or more.")
    int filesystem_store_chunk_size() default 65536;

    @AttributeDefinition(
            name = "Thin provisioning",
            description = "Chunks of zeros are not written, so that files have holes and take less room.")
    boolean filesystem_thin_provisioning() default false;

    @AttributeDefinition(
            name = "Sync",
            description =
                    "Data is on the disk before an upload is acknowledged; off is faster, and loses images when the"
                            + " machine crashes.")
    boolean fsync() default true;

    @AttributeDefinition(
            name = "Direct I/O",
            description =
                    "Which images of 1 MiB and more are written past the page cache, which takes less processor time"
                            + " but has the first reader wait for the disk: copies, which another store has too, always, or"
                            + " never; only with fsync and without thin provisioning, and where the file system can.",
            options = {@Option("copies"), @Option("always"), @Option("never")})
    String direct_io() default "copies";
}
