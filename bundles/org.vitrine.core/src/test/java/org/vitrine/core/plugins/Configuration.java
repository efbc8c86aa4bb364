package org.vitrine.core.plugins;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration annotation with its defaults, but for some keys: what Declarative Services hand to a component. */
public final class Configuration {
    private Configuration() {}

    public static <A> A of(Class<A> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
