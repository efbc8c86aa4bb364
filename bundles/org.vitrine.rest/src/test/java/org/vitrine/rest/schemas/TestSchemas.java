package org.vitrine.rest.schemas;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.vitrine.core.images.ImageSettings;

/** Schemas over the default settings. */
public final class TestSchemas {
    private TestSchemas() {}

    public static Schemas create(String schemaFile) throws Exception {
        Constructor<?> settings = ImageSettings.class.getConstructors()[0];
        return new Schemas(
                (ImageSettings) settings.newInstance(configuration(settings.getParameterTypes()[0], Map.of())),
                (Schemas.SchemasConfig) configuration(Schemas.SchemasConfig.class, Map.of("schema_file", schemaFile)));
    }

    private static Object configuration(Class<?> type, Map<String, Object> values) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
