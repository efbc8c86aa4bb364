package org.vitrine.quota.limits;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.quota.limits}: the options of {@code [oslo_limit]}, and one of our own. */
@ObjectClassDefinition(
        name = "Vitrine limits from Keystone",
        description = "Reads Keystone's unified limits. Times are in seconds; empty means not set.")
@interface LimitsConfig {
    @AttributeDefinition(description = "The id of this service's endpoint, whose service and region limits are for.")
    String endpoint_id() default "";

    @AttributeDefinition(description = "Without endpoint.id: the type of this service, such as image.")
    String endpoint_service_type() default "";

    @AttributeDefinition(description = "Without endpoint.id: the name of this service.")
    String endpoint_service_name() default "";

    @AttributeDefinition(description = "Without endpoint.id: the region of this service's endpoint.")
    String endpoint_region_name() default "";

    @AttributeDefinition(
            description = "Without endpoint.id: which endpoint of the service it is: public, internal or admin.")
    String endpoint_interface() default "public";

    @AttributeDefinition(
            description = "How long limits are remembered; 0 asks for each check, as Glance does. At most 600.")
    int limits_cache_time() default 0;

    @AttributeDefinition(description = "How long a request waits for Keystone at most, all calls together.")
    int timeout() default 10;

    @AttributeDefinition(description = "How often a call is made again when Keystone was not reached.")
    int connect_retries() default 1;

    @AttributeDefinition(
            description = "Which endpoints of Keystone's own in the catalog are asked: the first of these there is.")
    String[] valid_interfaces() default {"internal", "public"};

    @AttributeDefinition(description = "The region whose Keystone endpoint is asked; any when empty.")
    String region_name() default "";

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
            description =
                    "How this server proves itself to Keystone: password, v3password, v3applicationcredential, token, v3token or none; password when empty.")
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

    @AttributeDefinition(description = "all, when the service user works on the whole system, as reading limits needs.")
    String system_scope() default "";

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
}
