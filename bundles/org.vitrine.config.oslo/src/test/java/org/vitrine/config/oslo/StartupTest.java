package org.vitrine.config.oslo;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** When all bundles count as started. */
public class StartupTest {
    private int level = 100;
    private String karaf = "/opt/vitrine";
    private ServiceReference<?>[] finished = {};

    private final FrameworkStartLevel levels = proxy(
            FrameworkStartLevel.class,
            (self, method, arguments) -> method.getName().equals("getStartLevel") ? level : 80);
    private final Bundle system = proxy(Bundle.class, (self, method, arguments) -> levels);
    private final BundleContext context =
            proxy(BundleContext.class, (self, method, arguments) -> switch (method.getName()) {
                case "getBundle" -> system;
                case "getProperty" -> karaf;
                case "getAllServiceReferences" -> finished;
                default -> throw new AssertionError(method);
            });

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    public void isOverWhenTheFrameworkIsAboveTheLevelOfBundles() {
        assertTrue(new Startup(context).isOver());
        level = 80;
        assertFalse(new Startup(context).isOver());
    }

    @Test
    public void isNotOverWhileKarafInstallsItsBootFeatures() {
        finished = null;
        assertFalse(new Startup(context).isOver());
        karaf = null;
        assertTrue(new Startup(context).isOver());
    }
}
