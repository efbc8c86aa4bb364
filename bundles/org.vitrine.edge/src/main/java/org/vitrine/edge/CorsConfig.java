package org.vitrine.edge;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.edge.cors}; lists are separated by commas. */
@ObjectClassDefinition(name = "Vitrine CORS", description = "Which other sites' pages may use this service.")
@interface CorsConfig {
    /** CORS-1. */
    @AttributeDefinition(description = "Origins, such as https://horizon.example.org; * for all; empty for none.")
    String allowed_origin() default "";

    /** CORS-2. */
    @AttributeDefinition(description = "Whether browsers may send their users' credentials.")
    boolean allow_credentials() default true;

    /** CORS-3. */
    @AttributeDefinition(description = "Headers of answers that pages may read.")
    String expose_headers() default
            "X-Image-Meta-Checksum,X-Auth-Token,X-Subject-Token,X-Service-Token,X-OpenStack-Request-ID";

    /** CORS-4. */
    @AttributeDefinition(description = "Seconds for which browsers may remember what is allowed; 0: not told.")
    int max_age() default 3600;

    /** CORS-5. */
    @AttributeDefinition(description = "Methods that pages may use.")
    String allow_methods() default "GET,PUT,POST,DELETE,PATCH";

    /** CORS-6. */
    @AttributeDefinition(description = "Headers that pages may send, besides those of every request.")
    String allow_headers() default
            "Content-MD5,X-Image-Meta-Checksum,X-Storage-Token,Accept-Encoding,X-Auth-Token,"
                    + "X-Identity-Status,X-Roles,X-Service-Catalog,X-User-Id,X-Tenant-Id,X-OpenStack-Request-ID";
}
