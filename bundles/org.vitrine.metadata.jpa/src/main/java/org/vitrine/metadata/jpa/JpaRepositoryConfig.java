package org.vitrine.metadata.jpa;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Vitrine records in a database",
        description = "Keeps records in the database of the data source named vitrine.")
@interface JpaRepositoryConfig {
    @AttributeDefinition(
            name = "Attempts",
            description = "How often a transaction is tried at most when it loses against another one; 1 or more.")
    int transaction_attempts() default 20;

    @AttributeDefinition(
            name = "Image cache",
            description = "How much memory in MiB holds properties, tags and locations of images that did not change"
                    + " lately; 0 reads them each time. Changes by other nodes are seen at once.")
    int image_cache_mebibytes() default 32;

    @AttributeDefinition(
            name = "Encryption key",
            type = AttributeType.PASSWORD,
            description = "Encrypts the URLs of locations in the database as Glance does, with AES; 16, 24 or 32 bytes,"
                    + " the same on all nodes, for good. Nothing: they are kept as they are.")
    String metadata_encryption_key() default "";
}
