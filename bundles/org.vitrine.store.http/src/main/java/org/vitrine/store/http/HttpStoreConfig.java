package org.vitrine.store.http;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Vitrine web store",
        description = "Reads image data from web servers. One configuration is enough.")
@interface HttpStoreConfig {
    @AttributeDefinition(
            name = "Store id",
            description = "What operators and clients call this store; must be set, and not begin with os_glance_.")
    String vitrine_store_id() default "";

    @AttributeDefinition(name = "Description", description = "The operator's words about this store, shown to clients.")
    String store_description() default "";

    @AttributeDefinition(name = "Weight", description = "Downloads try stores of a higher weight first.")
    int weight() default 0;

    @AttributeDefinition(
            name = "CA file",
            description = "Path of a file of PEM certificates; web servers are believed that one of them vouches for.")
    String https_ca_certificates_file() default "";

    @AttributeDefinition(
            name = "Insecure",
            description =
                    "Whether the certificates of web servers are believed unseen; does not matter with a CA file.")
    boolean https_insecure() default true;

    @AttributeDefinition(
            name = "Proxies",
            description = "SCHEME:HOST:PORT of the proxy for each scheme, separated by commas, such as"
                    + " http:10.0.0.1:3128,https:10.0.0.1:1080.")
    String[] http_proxy_information() default {};

    @AttributeDefinition(
            name = "Private locations",
            description = "Whether images may lie at private addresses, such as those of the operator's own network.")
    boolean private_locations() default true;

    @AttributeDefinition(
            name = "Private redirects",
            description = "Whether a web server may redirect to another one at a private address.")
    boolean private_redirects() default false;

    @AttributeDefinition(name = "Connect timeout", description = "Seconds that a connection may take to come about.")
    int connect_timeout() default 10;

    @AttributeDefinition(
            name = "Stall timeout",
            description = "Seconds without a byte after which a web server is cut off.")
    int stall_timeout() default 60;

    @AttributeDefinition(
            name = "Attempts",
            description = "How often a web server is asked at most when it is not reached or busy; 1 or more.")
    int attempts() default 3;
}
