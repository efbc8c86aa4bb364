package org.vitrine.store.s3;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Vitrine S3 store",
        description = "Keeps image data in a bucket of S3 or of anything that speaks its protocol.")
@interface S3StoreConfig {
    @AttributeDefinition(
            name = "Store id",
            description = "What operators and clients call this store; must be set, and not begin with os_glance_.")
    String vitrine_store_id() default "";

    @AttributeDefinition(name = "Description", description = "The operator's words about this store, shown to clients.")
    String store_description() default "";

    @AttributeDefinition(name = "Weight", description = "Downloads try stores of a higher weight first.")
    int weight() default 0;

    @AttributeDefinition(
            name = "Host",
            description = "Where S3 is: HOST, HOST:PORT or a URL; http without a scheme. Must be set.")
    String s3_store_host() default "";

    @AttributeDefinition(
            name = "Region",
            description = "The bucket's region; when empty, that in the host's name if it is Amazon's, else us-east-1.")
    String s3_store_region_name() default "";

    @AttributeDefinition(name = "Access key", description = "Who this server is to S3. Must be set.")
    String s3_store_access_key() default "";

    @AttributeDefinition(
            name = "Secret key",
            description = "The secret to the access key. Must be set.",
            type = AttributeType.PASSWORD)
    String s3_store_secret_key() default "";

    @AttributeDefinition(name = "Bucket", description = "The bucket that holds the images. Must be set.")
    String s3_store_bucket() default "";

    @AttributeDefinition(name = "Create bucket", description = "Whether a missing bucket is made by the first upload.")
    boolean s3_store_create_bucket_on_put() default false;

    @AttributeDefinition(
            name = "Bucket URL format",
            description = "Where the bucket's name goes: virtual puts it before the host, path into the path; auto is"
                    + " virtual for Amazon's hosts where the name allows it, else path.")
    String s3_store_bucket_url_format() default "auto";

    @AttributeDefinition(
            name = "Large object size",
            description = "MiB; images announced to be smaller are sent in one request, others in parts.")
    int s3_store_large_object_size() default 100;

    @AttributeDefinition(
            name = "Chunk size",
            description = "MiB of a part, 5 or more; parts grow by themselves where an image would need too many.")
    int s3_store_large_object_chunk_size() default 10;

    @AttributeDefinition(
            name = "Threads",
            description = "How many parts are sent at once at most, besides those that uploads send themselves.")
    int s3_store_thread_pools() default 10;

    @AttributeDefinition(
            name = "CA file",
            description = "Path of a file of PEM certificates that S3's must lead to; the Java runtime's when empty.")
    String s3_store_cacert() default "";

    @AttributeDefinition(name = "Insecure", description = "Whether any certificate of S3 is believed: for tests alone.")
    boolean s3_store_insecure() default false;

    @AttributeDefinition(
            name = "Former hosts",
            description = "Values that s3.store.host had once, separated by commas: images whose locations name one of"
                    + " them are looked for at today's host.")
    String[] s3_store_former_hosts() default {};

    @AttributeDefinition(
            name = "Retired credentials",
            description = "ACCESS:SECRET pairs that were used once, separated by commas: images whose locations hold"
                    + " one of them are read with today's.",
            type = AttributeType.PASSWORD)
    String[] s3_store_retired_credentials() default {};

    @AttributeDefinition(name = "Connect timeout", description = "Seconds that a connection may take to come about.")
    int s3_store_connect_timeout() default 10;

    @AttributeDefinition(name = "Stall timeout", description = "Seconds without a byte after which S3 is cut off.")
    int s3_store_stall_timeout() default 60;

    @AttributeDefinition(
            name = "Complete timeout",
            description = "Seconds that S3 may take to put the parts of an image together.")
    int s3_store_complete_timeout() default 300;

    @AttributeDefinition(
            name = "Attempts",
            description = "How often a request is sent at most when S3 is not reached or busy; 1 or more.")
    int s3_store_attempts() default 4;
}
