package org.vitrine.domain.image;

import java.time.Instant;
import java.util.List;

/** One condition on the images of a list (contract section 11.3). All conditions of a query must hold. Null attributes match none of them. */
public sealed interface ImageFilter {
    /**
     * The text attribute equals one of the values exactly (IMG-FLT-3, IMG-FLT-7). An empty list matches nothing.
     *
     * @param attribute of kind TEXT
     * @param values the accepted values
     */
    record OneOf(ImageAttribute attribute, List<String> values) implements ImageFilter {}

    /**
     * The number lies between the bounds, both inclusive (IMG-FLT-8).
     *
     * @param attribute of kind NUMBER
     * @param atLeast lower bound, {@link Long#MIN_VALUE} for none
     * @param atMost upper bound, {@link Long#MAX_VALUE} for none
     */
    record Between(ImageAttribute attribute, long atLeast, long atMost) implements ImageFilter {}

    /**
     * The time compares with an instant at the database's own precision (IMG-FLT-6, REP-7).
     *
     * @param attribute of kind TIME
     * @param comparison how
     * @param time with what
     */
    record Time(ImageAttribute attribute, Comparison comparison, Instant time) implements ImageFilter {}

    /**
     * The flag has that value (IMG-FLT-12, IMG-FLT-13).
     *
     * @param attribute of kind FLAG
     * @param value the value
     */
    record Flag(ImageAttribute attribute, boolean value) implements ImageFilter {}

    /**
     * The image has a live additional property of exactly this name and value (IMG-FLT-2).
     *
     * @param name of the property
     * @param value of the property
     */
    record Property(String name, String value) implements ImageFilter {}

    /**
     * The image has this tag (IMG-FLT-11).
     *
     * @param value the tag
     */
    record Tag(String value) implements ImageFilter {}

    /** How two times compare. */
    enum Comparison {
        /** Equal. */
        EQ,
        /** Not equal. */
        NEQ,
        /** Later. */
        GT,
        /** Later or equal. */
        GTE,
        /** Earlier. */
        LT,
        /** Earlier or equal. */
        LTE
    }
}
