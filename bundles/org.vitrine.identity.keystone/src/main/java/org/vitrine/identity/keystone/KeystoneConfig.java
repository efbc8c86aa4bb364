package org.vitrine.identity.keystone;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.identity.keystone}: the options of {@code [keystone_authtoken]}, and a few of our own. */
@ObjectClassDefinition(
        name = "Vitrine identity from Keystone",
        description = "Takes the tokens of requests to Keystone. Times are in seconds; empty means not set.")
@interface KeystoneConfig {
    @AttributeDefinition(
            description = "Where clients get tokens, named in the challenge of 401 answers; auth.url when empty.")
    String www_authenticate_uri() default "";

    @AttributeDefinition(description = "The version of the Identity API, of which only v3 is served.")
    String auth_version() default "";

    @AttributeDefinition(
            description = "Which endpoint of Keystone's own in the catalog is asked: public, internal or admin.")
    String interface$() default "internal";

    @AttributeDefinition(description = "The region whose Keystone endpoint is asked; any when empty.")
    String region_name() default "";

    @AttributeDefinition(
            description =
                    "Whether a request with a wrong service token goes on without it, instead of ending with 401.")
    boolean delay_auth_decision() default true;

    @AttributeDefinition(
            description = "How long one call of Keystone may take; 0 leaves it to validation.timeout alone.")
    int http_connect_timeout() default 0;

    @AttributeDefinition(description = "How often a call is made again when Keystone was not reached.")
    int http_request_max_retries() default 3;

    @AttributeDefinition(description = "How long a request waits for Keystone at most, all calls and retries together.")
    int validation_timeout() default 10;

    @AttributeDefinition(
            description = "A file of PEM certificates that Keystone's must lead to; the Java runtime's own when empty.")
    String cafile() default "";

    @AttributeDefinition(description = "A PEM file with the certificate that this server shows to Keystone.")
    String certfile() default "";

    @AttributeDefinition(
            description = "A PEM file with the private key to certfile; looked for in certfile when empty.")
    String keyfile() default "";

    @AttributeDefinition(description = "Whether any certificate of Keystone is believed: for tests alone.")
    boolean insecure() default false;

    @AttributeDefinition(
            description = "How long a confirmed token is believed without asking again; -1 asks each time.")
    int token_cache_time() default 300;

    @AttributeDefinition(description = "How many confirmed tokens are remembered at most.")
    int token_cache_entries() default 10_000;

    @AttributeDefinition(description = "How much memory confirmed tokens may take, in bytes.")
    long token_cache_bytes() default 64L << 20;

    @AttributeDefinition(description = "Whether Keystone is asked for the service catalog with each token.")
    boolean include_service_catalog() default true;

    @AttributeDefinition(
            description =
                    "What happens to bound tokens: disabled, permissive, strict, required, or the name of a bind.")
    String enforce_token_bind() default "permissive";

    @AttributeDefinition(
            description = "Roles, separated by commas, of which a service token needs one to vouch for expired tokens.")
    String service_token_roles() default "service";

    @AttributeDefinition(description = "Whether a service token without such a role is wrong altogether.")
    boolean service_token_roles_required() default false;

    @AttributeDefinition(description = "This service's type in the catalog, such as image; access rules need it.")
    String service_type() default "";

    @AttributeDefinition(
            description = "How this server proves itself to Keystone: password, v3password, v3applicationcredential,"
                    + " token, v3token or none; password when empty and a user name and password are given.")
    String auth_type() default "";

    @AttributeDefinition(description = "Where Keystone is, such as https://keystone.example.org:5000.")
    String auth_url() default "";

    @AttributeDefinition(description = "The service user's name.")
    String username() default "";

    @AttributeDefinition(description = "The service user's id, instead of its name.")
    String user_id() default "";

    @AttributeDefinition(type = AttributeType.PASSWORD, description = "The service user's password.")
    String password() default "";

    @AttributeDefinition(description = "The id of the service user's domain.")
    String user_domain_id() default "";

    @AttributeDefinition(description = "The name of the service user's domain.")
    String user_domain_name() default "";

    @AttributeDefinition(description = "The id of the project that the service user works in.")
    String project_id() default "";

    @AttributeDefinition(description = "The name of the project that the service user works in.")
    String project_name() default "";

    @AttributeDefinition(description = "The id of that project's domain.")
    String project_domain_id() default "";

    @AttributeDefinition(description = "The name of that project's domain.")
    String project_domain_name() default "";

    @AttributeDefinition(description = "The id of the domain of user and project where none of their own is given.")
    String default_domain_id() default "";

    @AttributeDefinition(description = "The name of the domain of user and project where none of their own is given.")
    String default_domain_name() default "";

    @AttributeDefinition(description = "The id of the domain that the service user works in, instead of a project.")
    String domain_id() default "";

    @AttributeDefinition(description = "The name of the domain that the service user works in, instead of a project.")
    String domain_name() default "";

    @AttributeDefinition(description = "all, when the service user works on the whole system instead of a project.")
    String system_scope() default "";

    @AttributeDefinition(description = "The trust that the service user makes use of.")
    String trust_id() default "";

    @AttributeDefinition(description = "The application credential's id (v3applicationcredential).")
    String application_credential_id() default "";

    @AttributeDefinition(description = "The application credential's name, together with its user.")
    String application_credential_name() default "";

    @AttributeDefinition(type = AttributeType.PASSWORD, description = "The application credential's secret.")
    String application_credential_secret() default "";

    @AttributeDefinition(type = AttributeType.PASSWORD, description = "The token to start from (token, v3token).")
    String token() default "";

    @AttributeDefinition(description = "Where Keystone is when there is no catalog to tell (none).")
    String endpoint() default "";

    @AttributeDefinition(description = "Old: where Keystone is, when auth.type and auth.url are empty.")
    String identity_uri() default "";

    @AttributeDefinition(description = "Old: Keystone's host, when identity.uri is empty too.")
    String auth_host() default "";

    @AttributeDefinition(description = "Old: Keystone's port.")
    int auth_port() default 35357;

    @AttributeDefinition(description = "Old: http or https.")
    String auth_protocol() default "https";

    @AttributeDefinition(description = "Old: the path before the version.")
    String auth_admin_prefix() default "";

    @AttributeDefinition(description = "Old: the service user's name.")
    String admin_user() default "";

    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Old: the service user's password.")
    String admin_password() default "";

    @AttributeDefinition(description = "Old: the name of the project that the service user works in.")
    String admin_tenant_name() default "admin";

    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Old: a token for all times.")
    String admin_token() default "";
}
