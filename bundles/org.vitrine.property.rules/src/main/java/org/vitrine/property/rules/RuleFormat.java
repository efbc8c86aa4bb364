package org.vitrine.property.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.vitrine.spi.identity.RoleNames;

/** What stands behind an operation (PROP-2). */
enum RuleFormat {
    /** Roles, separated by commas. */
    ROLES {
        @Override
        Permission read(String value) throws RuleFileException {
            List<String> names =
                    Arrays.stream(value.split(",", -1)).map(String::strip).toList();
            if (names.contains("!") && names.contains("@")) {
                throw new RuleFileException("@ and ! exclude each other");
            }
            if (names.contains("!")) {
                return Permission.Fixed.NOBODY;
            }
            if (names.contains("@")) {
                return Permission.Fixed.EVERYBODY;
            }
            Set<String> roles = names.stream().map(RoleNames::folded).collect(Collectors.toUnmodifiableSet());
            return new Permission.Roles(roles);
        }
    },
    /** One policy. */
    POLICIES {
        @Override
        Permission read(String value) throws RuleFileException {
            if (value.contains(",")) {
                throw new RuleFileException("only one policy may decide; policies are combined in the policy file");
            }
            return switch (value) {
                case "!" -> Permission.Fixed.NOBODY;
                case "@" -> Permission.Fixed.EVERYBODY;
                // What could not stand behind rule: in a policy file is the name of no policy, and must not end up with
                // the default rule, which may allow everything.
                default -> value.matches("(?U)\\S*[^\\s)]") ? new Permission.ByPolicy(value) : Permission.Fixed.NOBODY;
            };
        }
    };

    /** Reads a value that is not empty. */
    abstract Permission read(String value) throws RuleFileException;

    static RuleFormat of(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "roles" -> ROLES;
            case "policies" -> POLICIES;
            default ->
                throw new IllegalArgumentException(
                        "property.protection.rule.format: " + name + " is neither roles nor policies");
        };
    }
}
