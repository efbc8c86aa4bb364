package org.vitrine.edge;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.edge}. */
@ObjectClassDefinition(name = "Vitrine edge", description = "How requests are taken in.")
@interface EdgeConfig {
    /** REQ-3. */
    @AttributeDefinition(
            description = "Longest X-Openstack-Request-Id that a client may send, in characters; 0 for no limit.")
    int max_request_id_length() default 64;

    /** PROXY-1. */
    @AttributeDefinition(
            description =
                    "Whether Forwarded and X-Forwarded-* say how clients reached this service: only behind a proxy"
                            + " that sets or removes them.")
    boolean enable_proxy_headers_parsing() default false;

    /** REQ-11. */
    @AttributeDefinition(description = "Whether JSON is compressed for clients that ask for it.")
    boolean gzip() default false;

    /** What is smaller gains nothing. */
    @AttributeDefinition(description = "Smallest JSON that is compressed, in bytes.")
    int gzip_min_size() default 1024;

    /** It is done in memory. */
    @AttributeDefinition(description = "Largest JSON that is compressed, in bytes.")
    int gzip_max_size() default 8388608;

    /** Against clients that hold a thread with a trickle. */
    @AttributeDefinition(
            description = "Least bytes a second of a request body, while it is waited for; 0 for no least rate.")
    int body_min_rate() default 1024;

    /** How long a client may stall within the least rate. */
    @AttributeDefinition(description = "Seconds over which the rate of a body is averaged; 1 to 3600.")
    int body_rate_window() default 30;

    /** Against clients that hold a connection with a trickle. */
    @AttributeDefinition(description = "Seconds that the head of a request may take; 0 for as long as it likes.")
    int header_timeout() default 20;
}
