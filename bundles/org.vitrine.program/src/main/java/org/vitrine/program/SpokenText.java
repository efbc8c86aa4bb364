package org.vitrine.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a program says, read on a thread of its own so that it is never held up; of too much the rest is dropped. */
final class SpokenText {
    private static final int MOST = 256 * 1024;
    private static final int PATIENCE_SECONDS = 5;

    private final InputStream in;
    private final byte[] kept = new byte[MOST];
    private final CompletableFuture<String> whole = new CompletableFuture<>();

    SpokenText(InputStream in, String name) {
        this.in = in;
        Thread thread = new Thread(this::read, "vitrine-program-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        byte[] dropped = new byte[8192];
        int length = 0;
        try (in) {
            int count = 0;
            while (count >= 0) {
                length += length < MOST ? count : 0;
                count = length < MOST ? in.read(kept, length, MOST - length) : in.read(dropped);
            }
            whole.complete(text(length));
        } catch (IOException e) {
            whole.complete(text(length)); // it was killed
        }
    }

    private String text(int length) {
        return new String(kept, 0, length, StandardCharsets.UTF_8);
    }

    /** All of it, once the program has ended; what a child that it left behind may still say is not waited for. */
    String text() {
        return whole.completeOnTimeout("", PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
