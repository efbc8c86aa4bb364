package org.vitrine.spi.testkit.metadata;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.vitrine.spi.metadata.ImageRepository;
import org.vitrine.spi.metadata.MetadataRepository;

/**
 * Does something between a use case and its records at the worst moment: what a second client does between the reading
 * and the writing of the first one, or what a database does that fails. Each hook runs once, before the next call of a
 * method of {@link ImageRepository}; what it throws, the caller gets.
 */
public final class WorstMoment {
    private static final String BEGIN = "begin";
    private static final String TRANSACTION = "inTransaction";

    private final Map<String, Runnable> hooks = new ConcurrentHashMap<>();

    /**
     * Runs the hook before the next call.
     *
     * @param method of {@link ImageRepository}, such as {@code update}
     */
    public void before(String method, Runnable hook) {
        hooks.put(method, hook);
    }

    /** Runs the hook when the next transaction is durable: one that throws is an answer that was lost. */
    public void afterCommit(Runnable hook) {
        hooks.put(TRANSACTION, hook);
    }

    /** Runs the hook before the next transaction begins. */
    public void beforeTransaction(Runnable hook) {
        hooks.put(BEGIN, hook);
    }

    /** A repository that does what the inner one does, and the hooks. */
    public MetadataRepository over(MetadataRepository inner) {
        return proxy(MetadataRepository.class, (proxy, method, arguments) -> {
            if (method.getName().equals("images")) {
                return over(inner.images());
            }
            boolean transaction = method.getName().equals(TRANSACTION);
            if (transaction) {
                run(BEGIN);
            }
            Object result = call(inner, method, arguments);
            if (transaction) {
                run(TRANSACTION);
            }
            return result;
        });
    }

    private ImageRepository over(ImageRepository inner) {
        return proxy(ImageRepository.class, (proxy, method, arguments) -> {
            run(method.getName());
            return call(inner, method, arguments);
        });
    }

    private void run(String name) {
        Runnable hook = hooks.remove(name);
        if (hook != null) {
            hook.run();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
