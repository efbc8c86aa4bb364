package org.vitrine.edge;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;

/** A request as the API's handler gets it: without what only the edge may know, its body unopened. */
final class ApiRequest extends HttpServletRequestWrapper {
    /** Tokens, and the headers that tell identities apart (op:AUTH-1). */
    private static final Set<String> HIDDEN = hidden();

    private final ClientView view;
    private final ServletInputStream body;
    private BufferedReader reader;

    ApiRequest(HttpServletRequest request, ClientView view, ServletInputStream body) {
        super(request);
        this.view = view;
        this.body = body;
    }

    private static Set<String> hidden() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of(
                "X-Auth-Token",
                "X-Storage-Token",
                "X-Service-Token",
                "X-Identity-Status",
                "X-Service-Identity-Status",
                "X-Service-Catalog",
                "X-Is-Admin-Project",
                "X-Roles",
                "X-Service-Roles",
                "X-Role",
                "X-User",
                "X-Tenant-Id",
                "X-Tenant-Name",
                "X-Tenant",
                "OpenStack-System-Scope"));
        for (String prefix : List.of("X-", "X-Service-")) {
            for (String fact : List.of(
                    "Domain-Id",
                    "Domain-Name",
                    "Project-Id",
                    "Project-Name",
                    "Project-Domain-Id",
                    "Project-Domain-Name",
                    "User-Id",
                    "User-Name",
                    "User-Domain-Id",
                    "User-Domain-Name")) {
                names.add(prefix + fact);
            }
        }
        return Collections.unmodifiableSet(names);
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
        return HIDDEN.contains(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return HIDDEN.contains(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(HIDDEN::contains);
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
