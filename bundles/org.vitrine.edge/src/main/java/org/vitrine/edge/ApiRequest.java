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

    private final HttpEngine engine;
    private ServletInputStream body;
    private BufferedReader reader;

    ApiRequest(HttpServletRequest request, HttpEngine engine) {
        super(request);
        this.engine = engine;
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
        if (body == null) {
            body = new RequestBody(getRequest(), engine);
        }
        return body;
    }

    @Override
    public BufferedReader getReader() {
        if (reader == null) {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            reader = new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
        return reader;
    }
}
