package org.vitrine.edge;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;

/** As much of the framework as tells listeners that a bundle stops. */
final class FakeFramework {
    private final List<BundleListener> listeners = new CopyOnWriteArrayList<>();

    /** The context of a bundle. */
    final BundleContext context = fake(BundleContext.class, (proxy, method, arguments) -> {
        switch (method.getName()) {
            case "addBundleListener" -> listeners.add((BundleListener) arguments[0]);
            case "removeBundleListener" -> listeners.remove((BundleListener) arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        }
        return null;
    });

    /** Tells that the bundle stops; 0 is the framework. Returns when all listeners have. */
    void stopping(long bundleId) {
        Bundle bundle = fake(Bundle.class, (proxy, method, arguments) -> bundleId);
        listeners.forEach(listener -> listener.bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle)));
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
