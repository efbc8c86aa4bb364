package org.vitrine.config.oslo.projection;

import java.util.Optional;
import java.util.function.Function;
import org.vitrine.config.oslo.option.OptionTable;
import org.vitrine.config.oslo.option.OptionValues;

/**
 * What a projection is made from.
 *
 * @param property properties of the framework and the Java system: what was said when the server was started
 */
record Inputs(
        OptionTable table,
        OptionValues values,
        ConfigurationDirectory directory,
        Function<String, Optional<String>> property) {}
