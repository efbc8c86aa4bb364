package org.vitrine.property.rules;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code org.vitrine.property.rules}. */
@ObjectClassDefinition(
        name = "Vitrine property protection by a rule file",
        description = "Says by a rule file who may create, read, update and delete which additional property.")
@interface RulesConfig {
    @AttributeDefinition(
            name = "Search path",
            description = "Directories, separated by commas, in which a file with a relative name is looked for; the"
                    + " first match counts.")
    String[] config_dirs() default {"/etc/glance", "/etc"};

    @AttributeDefinition(name = "Rule file", description = "The rule file; must be set.")
    String property_protection_file() default "";

    @AttributeDefinition(
            name = "Rule format",
            description = "What stands behind each operation in the file: roles, separated by commas, or policies, one"
                    + " each.")
    String property_protection_rule_format() default "roles";

    @AttributeDefinition(
            name = "Error file",
            description = "A file that says why the rule file cannot be used while it cannot; none when empty. A server"
                    + " that finds it at its start goes no further.")
    String error_file() default "";
}
