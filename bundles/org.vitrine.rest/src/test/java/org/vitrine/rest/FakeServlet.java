package org.vitrine.rest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** One request and its response: as much of the servlet API as our endpoints use, and an error for the rest. */
final class FakeServlet {
    final Map<String, String> responseHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    int status = HttpServletResponse.SC_OK;
    boolean committed;
    /** Where the body goes; a test may put a client there that goes away. */
    OutputStream target = sent;

    private final String method;
    private final String query;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new HashMap<>();
    private final InputStream body;
    private long contentLength = -1;
    private String host = "img.test";
    private int port = 9292;
    private String scheme = "http";

    FakeServlet(String method, String query, Map<String, String> headers, InputStream body) {
        this.method = method;
        this.query = query;
        this.headers.putAll(headers);
        this.body = body;
    }

    FakeServlet announce(long length) {
        contentLength = length;
        return this;
    }

    FakeServlet at(String newScheme, String newHost, int newPort) {
        scheme = newScheme;
        host = newHost;
        port = newPort;
        return this;
    }

    FakeServlet with(String attribute, Object value) {
        attributes.put(attribute, value);
        return this;
    }

    HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getMethod" -> method;
            case "getQueryString" -> query;
            case "getHeader" -> headers.get((String) arguments[0]);
            case "getContentType" -> headers.get("Content-Type");
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "getContentLengthLong" -> contentLength;
            case "getScheme" -> scheme;
            case "getServerName" -> host;
            case "getServerPort" -> port;
            case "getInputStream" -> new Input(body);
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (proxy, called, arguments) -> {
            switch (called.getName()) {
                case "setStatus" -> status = (Integer) arguments[0];
                case "getStatus" -> {
                    return status;
                }
                case "setHeader" -> setHeader((String) arguments[0], (String) arguments[1]);
                case "containsHeader" -> {
                    return responseHeaders.containsKey((String) arguments[0]);
                }
                case "setContentType" -> responseHeaders.put("Content-Type", (String) arguments[0]);
                case "setContentLength", "setContentLengthLong" ->
                    responseHeaders.put("Content-Length", arguments[0].toString());
                case "isCommitted" -> {
                    return committed;
                }
                case "resetBuffer" -> sent.reset();
                case "getOutputStream" -> {
                    return new Output();
                }
                default -> throw new UnsupportedOperationException(called.getName());
            }
            return null;
        });
    }

    /** Null takes it away. */
    private void setHeader(String name, String value) {
        if (value == null) {
            responseHeaders.remove(name);
        } else {
            responseHeaders.put(name, value);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    static InputStream noBody() {
        return new ByteArrayInputStream(new byte[0]);
    }

    private static final class Input extends ServletInputStream {
        private final InputStream source;

        Input(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            return source.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return source.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Output extends ServletOutputStream {
        @Override
        public void write(int octet) throws IOException {
            committed = true;
            target.write(octet);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            committed = true;
            target.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
