package org.vitrine.edge;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.vitrine.spi.testkit.config.FakeConfiguration;

/** Makes components of core as the framework would, whose configurations and bind methods are its own affair. */
final class CoreComponents {
    private CoreComponents() {}

    /** A component with its default configuration. */
    static <C> C make(Class<C> type, Object... references) {
        Constructor<?> constructor = type.getConstructors()[0];
        Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                .map(parameter -> argument(parameter, references))
                .toArray();
        try {
            return type.cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object argument(Class<?> parameter, Object... references) {
        if (parameter.isAnnotation()) {
            return FakeConfiguration.of(parameter).build();
        }
        return Arrays.stream(references)
                .filter(parameter::isInstance)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + parameter));
    }

    /** Hands a driver to a holder. */
    static void bind(Object holder, Class<?> kind, Object driver) {
        try {
            Method bind = holder.getClass().getDeclaredMethod("bind", kind);
            bind.setAccessible(true);
            bind.invoke(holder, driver);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives a component a new configuration: the defaults but for one key. */
    static void modify(Object component, String key, Object value) {
        for (Method method : component.getClass().getDeclaredMethods()) {
            if (method.getName().equals("modified")) {
                method.setAccessible(true);
                try {
                    method.invoke(
                            component,
                            FakeConfiguration.of(method.getParameterTypes()[0])
                                    .with(key, value)
                                    .build());
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
