package org.vitrine.importing.download;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Vitrine downloads for imports",
        description = "From where images may be imported, and how long that may take.")
@interface DownloadsConfig {
    @AttributeDefinition(
            name = "Allowed schemes",
            description = "Schemes of addresses; empty for all but the disallowed.")
    String[] allowed_schemes() default {"http", "https"};

    @AttributeDefinition(
            name = "Disallowed schemes",
            description = "Schemes that are refused; does not matter where some are allowed.")
    String[] disallowed_schemes() default {};

    @AttributeDefinition(
            name = "Allowed hosts",
            description =
                    "Names and addresses of hosts; empty for all but the disallowed. Listed hosts may be anywhere,"
                            + " even on this machine.")
    String[] allowed_hosts() default {};

    @AttributeDefinition(
            name = "Disallowed hosts",
            description = "Hosts that are refused; does not matter where some are allowed.")
    String[] disallowed_hosts() default {};

    @AttributeDefinition(
            name = "Allowed ports",
            description = "Ports that an address may name; empty for all but the disallowed.")
    String[] allowed_ports() default {"80", "443"};

    @AttributeDefinition(
            name = "Disallowed ports",
            description = "Ports that are refused; does not matter where some are allowed.")
    String[] disallowed_ports() default {};

    @AttributeDefinition(
            name = "Private addresses",
            description = "Whether hosts that are not listed as allowed may have private addresses, such as 10.0.0.1.")
    boolean private_addresses() default false;

    @AttributeDefinition(
            name = "Proxy for http",
            description =
                    "Proxy that http addresses are fetched through, http://[NAME:PASSWORD@]HOST:PORT; none: no proxy;"
                            + " nothing: what the environment variable http_proxy says.",
            type = AttributeType.PASSWORD)
    String http_proxy() default "";

    @AttributeDefinition(
            name = "Proxy for https",
            description = "The same for https addresses, and https_proxy.",
            type = AttributeType.PASSWORD)
    String https_proxy() default "";

    @AttributeDefinition(
            name = "Without proxy",
            description = "Hosts, with all that end with them after a dot, that are fetched from directly; * for all;"
                    + " nothing: what the environment variable no_proxy says.")
    String[] no_proxy() default {};

    @AttributeDefinition(
            name = "CA file",
            description = "Path of a file of PEM certificates; servers are believed that one of them vouches for."
                    + " Without it, those that the Java runtime believes.")
    String ca_certificates_file() default "";

    @AttributeDefinition(name = "Redirects", description = "How many redirects in a row are followed.")
    int redirects() default 10;

    @AttributeDefinition(
            name = "Attempts",
            description = "How often in a row a download that fails, or does not get on, is tried; 1 or more.")
    int attempts() default 4;

    @AttributeDefinition(name = "Connect timeout", description = "Seconds that a connection to an address may take.")
    int connect_timeout() default 10;

    @AttributeDefinition(
            name = "Stall timeout",
            description = "Seconds without progress after which a server is cut off, as well while its answer begins.")
    int stall_timeout() default 60;

    @AttributeDefinition(
            name = "Minimum rate",
            description = "Bytes per second that a server must send on average over the stall timeout.")
    int minimum_rate() default 1024;

    @AttributeDefinition(name = "Total timeout", description = "Seconds that a download may take; 0 for no limit.")
    int total_timeout() default 86400;
}
