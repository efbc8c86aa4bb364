package org.vitrine.metadata.jpa;

import java.lang.annotation.Annotation;

/** A configuration with these values. */
record Config(int transaction_attempts) implements JpaRepositoryConfig {
    static final Config DEFAULTS = new Config(20);

    @Override
    public Class<? extends Annotation> annotationType() {
        return JpaRepositoryConfig.class;
    }
}
