package org.vitrine.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.apache.karaf.shell.api.console.Session;

/** What a command prints. */
public final class Console {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    public final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    /** A session with this console, and nothing else. */
    public final Session session = (Session) Proxy.newProxyInstance(
            Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("getConsole")) {
                    return stream;
                }
                throw new UnsupportedOperationException(method.getName());
            });

    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
