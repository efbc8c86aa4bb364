package org.vitrine.rest.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.images.Settings;
import org.vitrine.core.plugins.Configuration;

/** Schemas as the framework makes them. */
public final class TestSchemas {
    private TestSchemas() {}

    /** Over the default settings. */
    public static Schemas create(String schemaFile) {
        return over(Settings.with(Map.of()), schemaFile);
    }

    public static Schemas over(ImageSettings settings, String schemaFile) {
        try {
            return new Schemas(
                    settings, Configuration.of(Schemas.SchemasConfig.class, Map.of("schema_file", schemaFile)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
