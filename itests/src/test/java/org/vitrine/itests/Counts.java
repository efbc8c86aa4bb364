package org.vitrine.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What long runs counted, a line for each, in {@code target/counts.txt}: the loggers of the class path say nothing. */
final class Counts {
    private static final Path FILE = Path.of("target", "counts.txt");

    private Counts() {}

    static void tell(String format, Object... values) throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, format.formatted(values) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
