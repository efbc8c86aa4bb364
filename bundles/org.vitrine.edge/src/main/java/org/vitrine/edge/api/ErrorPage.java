package org.vitrine.edge.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Writes error answers in the three forms that the API has (contract section 5). */
public final class ErrorPage {
    private static final String HTML = "text/html";
    private static final String JSON = "application/json";
    private static final List<String> FORMS = List.of(HTML, JSON);
    private static final List<String> OF_THE_BODY = List.of("Content-MD5", "Content-Range", "Content-Encoding");
    private static final int UNAUTHORIZED = 401;

    private ErrorPage() {}

    /**
     * Answers with an error, as HTML, JSON or text by the request's {@code Accept} (ERR-1 to ERR-5). Drops what was
     * buffered of another answer; does nothing when that is on its way already. Headers that were set stay, but for
     * those that describe the body. A 401 gets the challenge of the identity driver (AUTH-6).
     *
     * @param status 400 to 599
     * @param explanation for the caller, plain text
     * @throws IOException when the client is gone
     */
    public static void write(HttpServletRequest request, HttpServletResponse response, int status, String explanation)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        for (String header : OF_THE_BODY) {
            if (response.containsHeader(header)) {
                response.setHeader(header, null);
            }
        }
        response.setStatus(status);
        if (status == UNAUTHORIZED) {
            RequestAttributes.challenge(request).ifPresent(value -> response.setHeader("WWW-Authenticate", value));
        }
        String form = AcceptHeader.best(request.getHeader("Accept"), FORMS).orElse("");
        byte[] body = body(form, status, explanation).getBytes(StandardCharsets.UTF_8);
        response.setContentType(contentType(form));
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
    }

    private static String contentType(String form) {
        return switch (form) {
            case HTML -> "text/html; charset=UTF-8";
            case JSON -> JSON;
            default -> "text/plain; charset=UTF-8";
        };
    }

    private static String body(String form, int status, String explanation) {
        String title = Statuses.title(status);
        String line = status + " " + title;
        return switch (form) {
            case HTML -> html(line, explanation);
            case JSON -> json(line, title, explanation);
            default -> line + "\n\n" + explanation.replace('\n', ' ') + "\n\n   ";
        };
    }

    private static String html(String line, String explanation) {
        return "<html>\n <head>\n  <title>" + line + "</title>\n </head>\n <body>\n  <h1>" + line + "</h1>\n  "
                + escaped(explanation) + "<br /><br />\n\n\n\n </body>\n</html>";
    }

    private static String json(String line, String title, String explanation) {
        return "{\"message\": " + JsonText.quoted(explanation + "<br /><br />\n\n\n") + ", \"code\": \"" + line
                + "\", \"title\": \"" + title + "\"}";
    }

    private static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#x27;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }
}
