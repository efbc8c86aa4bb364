package org.vitrine.store.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitrine.spi.testkit.server.RawHttpServer;

/** A web server with files, which knows ranges. */
final class WebServer implements RawHttpServer.Handler {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    final Map<String, byte[]> files = new ConcurrentHashMap<>();

    @Override
    public void handle(RawHttpServer.Exchange exchange) throws IOException {
        byte[] file = files.get(exchange.request().target());
        if (file == null) {
            exchange.answer(404, "<html>nothing here</html>");
            return;
        }
        Matcher range = RANGE.matcher(exchange.request().header("Range").orElse(""));
        if (!range.matches()) {
            exchange.answer(200, file, "Accept-Ranges", "bytes");
            return;
        }
        long from = Long.parseLong(range.group(1));
        if (from >= file.length) {
            exchange.answer(416, "", "Content-Range", "bytes */" + file.length);
            return;
        }
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        int end = (int) Math.min(last, file.length - 1) + 1;
        exchange.answer(
                206,
                Arrays.copyOfRange(file, (int) from, end),
                "Content-Range",
                "bytes " + from + "-" + (end - 1) + "/" + file.length);
    }
}
