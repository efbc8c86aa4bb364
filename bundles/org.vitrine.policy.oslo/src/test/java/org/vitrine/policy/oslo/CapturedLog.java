package org.vitrine.policy.oslo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged while it is open, kept from the eyes of who runs the tests. */
final class CapturedLog implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    CapturedLog() {
        System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
    }

    /** The lines of that level. */
    List<String> lines(String level) {
        return text.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" " + level + " org.vitrine.policy"))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
