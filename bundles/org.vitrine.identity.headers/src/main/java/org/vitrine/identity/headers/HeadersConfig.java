package org.vitrine.identity.headers;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.identity.headers}. */
@ObjectClassDefinition(
        name = "Vitrine identity from trusted headers",
        description = "Takes the caller's identity from headers that a trusted proxy has set.")
@interface HeadersConfig {
    /** Whom to believe. */
    @AttributeDefinition(
            description =
                    "Networks, as addresses with prefix lengths separated by commas, from which identity headers are"
                            + " believed.")
    String trusted_proxies() default "127.0.0.0/8,::1/128";

    /** The token form of tests. */
    @AttributeDefinition(
            description = "Whether X-Auth-Token user:project:role[,role] makes anybody anyone: for tests alone.")
    boolean fake_auth() default false;
}
