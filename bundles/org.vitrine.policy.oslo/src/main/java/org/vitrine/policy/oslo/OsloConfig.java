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
}
