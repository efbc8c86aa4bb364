package org.vitrine.metadata.jpa;

import java.lang.annotation.Annotation;

/** A configuration with these values. */
record Config(int transaction_attempts, int image_cache_mebibytes) implements JpaRepositoryConfig {
    static final Config DEFAULTS = new Config(20, 32);

    @Override
    public Class<? extends Annotation> annotationType() {
        return JpaRepositoryConfig.class;
    }
}
