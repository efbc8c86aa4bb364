package org.vitrine.spi.policy;

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
}
