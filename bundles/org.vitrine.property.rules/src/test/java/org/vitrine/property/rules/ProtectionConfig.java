package org.vitrine.property.rules;

import java.lang.annotation.Annotation;
import java.nio.file.Path;

/** A configuration that looks for a file in one directory. */
record ProtectionConfig(Path directory, String file, String format, String errorFile) implements RulesConfig {
    ProtectionConfig(Path directory, String file, String format) {
        this(directory, file, format, "");
    }

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
    public String error_file() {
        return errorFile;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return RulesConfig.class;
    }
}
