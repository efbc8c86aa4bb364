package org.vitrine.store.swift;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Vitrine Swift store", description = "Keeps image data in OpenStack's object storage.")
@interface SwiftStoreConfig {
    @AttributeDefinition(
            name = "Store id",
            description = "What operators and clients call this store; must be set, and not begin with os_glance_.")
    String vitrine_store_id() default "";

    @AttributeDefinition(name = "Description", description = "The operator's words about this store, shown to clients.")
    String store_description() default "";

    @AttributeDefinition(name = "Weight", description = "Downloads try stores of a higher weight first.")
    int weight() default 0;

    @AttributeDefinition(
            name = "Accounts file",
            description = "Path of a file with a section for each account: user, key, auth_address, auth_version and"
                    + " domains. With it no credentials get into the database.")
    String swift_store_config_file() default "";

    @AttributeDefinition(
            name = "Account",
            description = "The section of the accounts file for new images; with several tenants, for trusts.")
    String default_swift_reference() default "ref1";

    @AttributeDefinition(
            name = "Auth version",
            description = "1 is Swift's own login, 3 is Keystone's; 2 is taken for 3, since Keystone has no v2 any"
                    + " more. An account of the accounts file may say otherwise.")
    String swift_store_auth_version() default "2";

    @AttributeDefinition(
            name = "Auth address",
            description = "Where to log in, without an accounts file, such as https://keystone.example.org:5000/v3.")
    String swift_store_auth_address() default "";

    @AttributeDefinition(
            name = "User",
            description = "Who logs in, without an accounts file, such as service:glance (project:user).")
    String swift_store_user() default "";

    @AttributeDefinition(
            name = "Key",
            description = "The password to it, without an accounts file.",
            type = AttributeType.PASSWORD)
    String swift_store_key() default "";

    @AttributeDefinition(
            name = "Container",
            description = "The container of the images, or what the names of several begin with.")
    String swift_store_container() default "glance";

    @AttributeDefinition(
            name = "Segments container",
            description = "The container of the segments of large images; empty for that of the images.")
    String swift_store_segments_container() default "";

    @AttributeDefinition(
            name = "Create container",
            description = "Whether a missing container is made by an upload; needed with several tenants.")
    boolean swift_store_create_container_on_put() default false;

    @AttributeDefinition(
            name = "Container seed",
            description = "0 keeps all images in one container; 1 to 32 spreads them over containers named by that many"
                    + " first characters of their ids.")
    int swift_store_multiple_containers_seed() default 0;

    @AttributeDefinition(
            name = "Large object size",
            description = "MiB, at most what Swift takes for an object; images announced to be smaller are one object,"
                    + " others come in segments.")
    int swift_store_large_object_size() default 5120;

    @AttributeDefinition(name = "Chunk size", description = "MiB of a segment.")
    int swift_store_large_object_chunk_size() default 200;

    @AttributeDefinition(
            name = "Multi-tenant",
            description = "Keeps images in their projects' own accounts, with the caller's token.")
    boolean swift_store_multi_tenant() default false;

    @AttributeDefinition(
            name = "Admin tenants",
            description = "Ids of projects that may write to the containers of all tenants, separated by commas.")
    String[] swift_store_admin_tenants() default {};

    @AttributeDefinition(
            name = "Use trusts",
            description = "With several tenants: lets the default account act for the caller when an upload may outlive"
                    + " the caller's token.")
    boolean swift_store_use_trusts() default true;

    @AttributeDefinition(
            name = "Endpoint",
            description = "Where Swift's account is, instead of what the login or the catalog tells; with several"
                    + " tenants %(project_id)s stands for the caller's project.")
    String swift_store_endpoint() default "";

    @AttributeDefinition(
            name = "Endpoint type",
            description = "Which endpoint of the catalog: publicURL, internalURL or adminURL.")
    String swift_store_endpoint_type() default "publicURL";

    @AttributeDefinition(name = "Service type", description = "Swift's type in the catalog.")
    String swift_store_service_type() default "object-store";

    @AttributeDefinition(name = "Region", description = "The region of the endpoint; any when empty.")
    String swift_store_region() default "";

    @AttributeDefinition(
            name = "Expire soon interval",
            description = "Seconds before a token's end at which a new one is got.")
    int swift_store_expire_soon_interval() default 60;

    @AttributeDefinition(
            name = "Retry get count",
            description = "How often a download goes on that broke off in the middle.")
    int swift_store_retry_get_count() default 0;

    @AttributeDefinition(
            name = "Buffer on upload",
            description = "Keeps each segment in a temporary file, so that it can be sent again when Swift fails.")
    boolean swift_buffer_on_upload() default false;

    @AttributeDefinition(
            name = "Upload buffer directory",
            description = "The directory of those files; must be set and writable with swift.buffer.on.upload.")
    String swift_upload_buffer_dir() default "";

    @AttributeDefinition(
            name = "CA file",
            description = "Path of a file of PEM certificates that Swift's and Keystone's must lead to; the Java"
                    + " runtime's when empty.")
    String swift_store_cacert() default "";

    @AttributeDefinition(
            name = "Insecure",
            description = "Whether any certificate is believed; does not matter with a CA file.")
    boolean swift_store_auth_insecure() default false;

    @AttributeDefinition(name = "TLS compression", description = "Accepted and ignored: TLS has none any more.")
    boolean swift_store_ssl_compression() default true;

    @AttributeDefinition(name = "Connect timeout", description = "Seconds that a connection may take to come about.")
    int swift_store_connect_timeout() default 10;

    @AttributeDefinition(name = "Stall timeout", description = "Seconds without a byte after which Swift is cut off.")
    int swift_store_stall_timeout() default 60;

    @AttributeDefinition(
            name = "Manifest timeout",
            description = "Seconds that Swift may take to put segments together, or to delete them.")
    int swift_store_manifest_timeout() default 300;

    @AttributeDefinition(
            name = "Attempts",
            description = "How often a request is sent at most when Swift is not reached or busy; 1 or more.")
    int swift_store_attempts() default 4;
}
