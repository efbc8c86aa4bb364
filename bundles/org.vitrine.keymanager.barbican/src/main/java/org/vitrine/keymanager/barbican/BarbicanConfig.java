package org.vitrine.keymanager.barbican;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.keymanager.barbican}: the options of {@code [barbican]}, and two of our own. */
@ObjectClassDefinition(
        name = "Vitrine key manager Barbican",
        description = "Deletes the keys of encrypted images at Barbican. Times are in seconds; empty means not set.")
@interface BarbicanConfig {
    @AttributeDefinition(
            description =
                    "Where Barbican is, such as https://barbican.example.org:9311; where the caller's catalog says, when empty.")
    String barbican_endpoint() default "";

    @AttributeDefinition(description = "The version of Barbican's API; v1 is the only one there is.")
    String barbican_api_version() default "";

    @AttributeDefinition(description = "Which endpoint of the catalog is used: public, internal or admin.")
    String barbican_endpoint_type() default "public";

    @AttributeDefinition(description = "The region whose endpoint of the catalog is used; any when empty.")
    String barbican_region_name() default "";

    @AttributeDefinition(
            description = "The Keystone that is asked for the catalog of a caller whose request came without one.")
    String auth_endpoint() default "http://localhost/identity/v3";

    @AttributeDefinition(
            description = "Whether certificates of Barbican and Keystone are verified; off is for tests alone.")
    boolean verify_ssl() default true;

    @AttributeDefinition(
            description = "A file of PEM certificates that theirs must lead to; the Java runtime's own when empty.")
    String verify_ssl_path() default "";

    @AttributeDefinition(
            description =
                    "How long Barbican may take to connect, and then to answer; and Keystone for all it is asked. At most 300.")
    int timeout() default 10;

    @AttributeDefinition(
            description =
                    "How often a deletion is sent again when Barbican was not reached or could not take it for the moment. At most 10.")
    int retries() default 2;
}
