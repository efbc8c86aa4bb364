package org.vitrine.edge;

import java.io.IOException;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletResponse;

/** Does with exceptions what the dispatcher of Felix HTTP does: after the first byte was sent, nothing. */
record SwallowingServlet(Servlet servlet, End end) implements Servlet {
    /** What happens when the servlet has returned. */
    @FunctionalInterface
    interface End {
        void come() throws Exception;
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws IOException {
        try {
            servlet.service(request, response);
        } catch (ServletException | IOException | RuntimeException e) {
            if (!response.isCommitted()) {
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
        try {
            end.come();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        servlet.init(config);
    }

    @Override
    public ServletConfig getServletConfig() {
        return servlet.getServletConfig();
    }

    @Override
    public String getServletInfo() {
        return servlet.getServletInfo();
    }

    @Override
    public void destroy() {
        servlet.destroy();
    }
}
