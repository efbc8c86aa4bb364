package org.vitrine.edge;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;

/** A request as the API's handler gets it: without what only the edge may know, its body unopened. */
final class ApiRequest extends HttpServletRequestWrapper {
    private final ClientView view;
    private final ServletInputStream body;
    private BufferedReader reader;

    ApiRequest(HttpServletRequest request, ClientView view, ServletInputStream body) {
        super(request);
        this.view = view;
        this.body = body;
    }

    /** The request as it came over the connection, with all its headers. */
    HttpServletRequest received() {
        return (HttpServletRequest) getRequest();
    }

    /** How the client reached this service. */
    ClientView view() {
        return view;
    }

    @Override
    public String getScheme() {
        return view.scheme();
    }

    @Override
    public String getServerName() {
        return view.host();
    }

    @Override
    public int getServerPort() {
        return view.port();
    }

    @Override
    public String getRemoteAddr() {
        return view.address();
    }

    @Override
    public String getHeader(String name) {
        return IdentityHeaders.contain(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return IdentityHeaders.contain(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(IdentityHeaders::contain);
        return Collections.enumeration(names);
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public BufferedReader getReader() {
        if (reader == null) {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            reader = new BufferedReader(new InputStreamReader(body, charset));
        }
        return reader;
    }
}
