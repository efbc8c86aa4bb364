package org.vitrine.store.filesystem;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Configurations as Declarative Services would make them. */
final class Config {
    private final Map<String, Object> values = new HashMap<>(Map.of("vitrine_store_id", "file"));

    static Config of(Object directory) {
        return new Config().with("filesystem_store_datadir", directory.toString());
    }

    static Config several(String... directories) {
        return new Config().with("filesystem_store_datadir", "").with("filesystem_store_datadirs", directories);
    }

    Config with(String method, Object value) {
        values.put(method, value);
        return this;
    }

    FilesystemStoreConfig build() {
        return (FilesystemStoreConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {FilesystemStoreConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
