package org.vitrine.identity.keystone;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;

/** Configurations made of defaults and of the keys that a test sets. */
final class Settings {
    private final Map<String, Object> keys;

    private Settings(Map<String, Object> keys) {
        this.keys = keys;
    }

    /** The least that a driver starts with. */
    static Settings at(Object url) {
        return new Settings(Map.of())
                .with("auth.url", url.toString())
                .with("username", "glance")
                .with("password", "secret")
                .with("user.domain.name", "Default")
                .with("project.name", "service")
                .with("project.domain.name", "Default")
                .with("http.request.max.retries", 0);
    }

    static Settings empty() {
        return new Settings(Map.of());
    }

    Settings with(String key, Object value) {
        Map<String, Object> more = new TreeMap<>(keys);
        more.put(key, value);
        return new Settings(more);
    }

    KeystoneConfig config() {
        return (KeystoneConfig) Proxy.newProxyInstance(
                KeystoneConfig.class.getClassLoader(),
                new Class<?>[] {KeystoneConfig.class},
                (proxy, method, arguments) -> {
                    Object set = keys.get(key(method));
                    return set == null ? method.getDefaultValue() : set;
                });
    }

    KeystoneValidator validator() {
        return new KeystoneValidator(config());
    }

    /** The key that Declarative Services makes of a method's name. */
    static String key(Method method) {
        return method.getName().replace("$", "").replace('_', '.');
    }
}
