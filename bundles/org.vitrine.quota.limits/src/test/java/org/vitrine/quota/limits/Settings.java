package org.vitrine.quota.limits;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Configurations made of defaults and of the keys that a test sets. */
record Settings(Map<String, Object> keys) {
    /** The least that a driver starts with. */
    static Settings at(URI keystone) {
        return new Settings(Map.of(
                "auth_url", keystone.toString(),
                "username", "glance",
                "password", "secret",
                "user_domain_id", "default",
                "system_scope", "all",
                "connect_retries", 0,
                "endpoint_id", "e1"));
    }

    Settings with(String key, Object value) {
        Map<String, Object> more = new HashMap<>(keys);
        more.put(key, value);
        return new Settings(more);
    }

    LimitsConfig config() {
        return (LimitsConfig) Proxy.newProxyInstance(
                LimitsConfig.class.getClassLoader(),
                new Class<?>[] {LimitsConfig.class},
                (proxy, method, arguments) -> keys.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
