package org.vitrine.policy.oslo;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.policy.oslo}; but for the first, the options of {@code [oslo_policy]}. */
@ObjectClassDefinition(
        name = "Vitrine policy engine",
        description = "Decides by policy files in the language of OpenStack, and by the defaults of each policy.")
@interface OsloConfig {
    @AttributeDefinition(
            name = "Search path",
            description = "Directories, separated by commas, in which policy files and directories with relative names"
                    + " are looked for; the first match counts.")
    String[] config_dirs() default {"/etc/glance", "/etc"};

    @AttributeDefinition(
            name = "Policy file",
            description = "The policy file, YAML or JSON; none is fine. While it has its default name and is not there,"
                    + " policy.json is taken instead.")
    String policy_file() default "policy.yaml";

    @AttributeDefinition(
            name = "Policy directories",
            description = "Directories, separated by commas, whose files apply after the policy file, in the order of"
                    + " their names; those that are not there are ignored.")
    String[] policy_dirs() default {"policy.d"};

    @AttributeDefinition(
            name = "Default rule",
            description = "The rule that decides for names that no file and no default defines.")
    String policy_default_rule() default "default";

    @AttributeDefinition(
            name = "Enforce scope",
            description = "Whether tokens of system or domain scope are refused by every policy; otherwise a warning is"
                    + " logged.")
    boolean enforce_scope() default true;

    @AttributeDefinition(
            name = "Enforce new defaults",
            description =
                    "Whether only the new default of a policy counts; otherwise what its old default allows is allowed"
                            + " too.")
    boolean enforce_new_defaults() default true;

    @AttributeDefinition(
            name = "Content type of questions",
            description =
                    "What servers of http checks are sent: application/x-www-form-urlencoded or application/json.")
    String remote_content_type() default "application/x-www-form-urlencoded";

    @AttributeDefinition(
            name = "Verify policy servers",
            description =
                    "Whether the certificates of servers of https checks are verified. Off, anybody on the way can"
                            + " decide in their place.")
    boolean remote_ssl_verify_server_crt() default false;

    @AttributeDefinition(
            name = "Authorities",
            description =
                    "PEM file with the certificates that servers of https checks are verified against; nothing: those"
                            + " that Java trusts.")
    String remote_ssl_ca_crt_file() default "";

    @AttributeDefinition(
            name = "Client certificate",
            description = "PEM file with the certificate that is shown to servers of https checks; nothing: none.")
    String remote_ssl_client_crt_file() default "";

    @AttributeDefinition(
            name = "Client key",
            description = "PEM file with the private key of that certificate; nothing: it is in the same file.")
    String remote_ssl_client_key_file() default "";

    @AttributeDefinition(
            name = "Time for an answer",
            description = "Seconds that a server of an http check may take to answer; 1 to 3600.")
    int remote_timeout() default 60;
}
