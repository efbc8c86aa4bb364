package org.vitrine.spi.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** What a decision is about: named values, looked up when a rule asks for them (POL-89). */
@FunctionalInterface
@ConsumerType
public interface PolicyTarget {
    /** A target without any value. */
    PolicyTarget NONE = key -> null;

    /**
     * A value in the form in which the policy language compares: text as it is, {@code True}, {@code False}, numbers in
     * decimal, {@code None} for an attribute that is not set.
     *
     * @return null when the target has no such key at all, which fails the check that asked
     */
    String value(String key);

    /** The names of all values, for an engine that shows the target to another server; nothing where that is unknown. */
    default Collection<String> keys() {
        return List.of();
    }

    /** A target with these values. */
    static PolicyTarget of(Map<String, String> values) {
        return new PolicyTarget() {
            @Override
            public String value(String key) {
                return values.get(key);
            }

            @Override
            public Collection<String> keys() {
                return values.keySet();
            }
        };
    }
}
