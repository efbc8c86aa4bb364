package org.vitrine.spi.testkit.config;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * A configuration as Declarative Services would make it: the defaults, but for some keys.
 *
 * @param <A> the component property type
 */
public final class FakeConfiguration<A> {
    private final Class<A> type;
    private final Map<String, Object> values = new HashMap<>();

    private FakeConfiguration(Class<A> type) {
        this.type = type;
    }

    /** The defaults. */
    public static <A> FakeConfiguration<A> of(Class<A> type) {
        return new FakeConfiguration<>(type);
    }

    /**
     * Sets a key. Returns this.
     *
     * @param method the key as the annotation spells it
     */
    public FakeConfiguration<A> with(String method, Object value) {
        try {
            type.getDeclaredMethod(method);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(method + " is no key of " + type.getSimpleName(), e);
        }
        values.put(method, value);
        return this;
    }

    /** The configuration as it is now. */
    public A build() {
        Map<String, Object> now = Map.copyOf(values);
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> now.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
