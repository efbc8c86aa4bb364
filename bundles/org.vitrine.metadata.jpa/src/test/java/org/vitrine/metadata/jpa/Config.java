package org.vitrine.metadata.jpa;

import java.lang.annotation.Annotation;

/** A configuration with these values. */
record Config(int transaction_attempts, int image_cache_mebibytes, String metadata_encryption_key)
        implements JpaRepositoryConfig {
    static final Config DEFAULTS = new Config(20, 32, "");

    /** The defaults, and that key. */
    static Config encrypted(String key) {
        return new Config(20, 32, key);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return JpaRepositoryConfig.class;
    }
}
