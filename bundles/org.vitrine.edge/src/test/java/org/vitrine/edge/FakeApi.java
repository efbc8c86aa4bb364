package org.vitrine.edge;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.vitrine.edge.api.ApiHandler;
import org.vitrine.spi.driver.Drain;

/** An API that answers as a test wants. */
final class FakeApi implements ApiHandler {
    /** What it does with a request. */
    @FunctionalInterface
    interface Handling {
        void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    private final Drain drain = new Drain();
    private final Handling handling;

    FakeApi(Handling handling) {
        this.handling = handling;
    }

    /** Throws anything. */
    @SuppressWarnings("unchecked") // That is the trick.
    static <T extends Throwable> void sneak(Throwable any) throws T {
        throw (T) any;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        handling.handle(request, response);
    }

    @Override
    public Drain drain() {
        return drain;
    }
}
