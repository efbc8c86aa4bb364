package org.vitrine.core;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that keeps what it is told: the level, the message, and " with a stack" where an exception goes along. */
public final class RecordedLog {
    private final List<String> lines = new ArrayList<>();

    /** All lines so far, but those of debugging. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    public Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == void.class
                            && !method.getName().equals("debug")) {
                        lines.add(method.getName() + ": " + message(arguments));
                    }
                    return null;
                });
    }

    private static String message(Object[] arguments) {
        Object[] values = arguments.length == 2 && arguments[1] instanceof Object[] several
                ? several
                : Arrays.copyOfRange(arguments, 1, arguments.length);
        String message =
                MessageFormatter.arrayFormat((String) arguments[0], values).getMessage();
        boolean stack = values.length > 0 && values[values.length - 1] instanceof Throwable;
        return message + (stack ? " with a stack" : "");
    }
}
