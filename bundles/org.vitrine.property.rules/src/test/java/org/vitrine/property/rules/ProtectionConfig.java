package org.vitrine.property.rules;

import java.lang.annotation.Annotation;
import java.nio.file.Path;

/** A configuration that looks for a file in one directory. */
record ProtectionConfig(Path directory, String file, String format) implements RulesConfig {
    @Override
    public String[] config_dirs() {
        return new String[] {directory.toString()};
    }

    @Override
    public String property_protection_file() {
        return file;
    }

    @Override
    public String property_protection_rule_format() {
        return format;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return RulesConfig.class;
    }
}
