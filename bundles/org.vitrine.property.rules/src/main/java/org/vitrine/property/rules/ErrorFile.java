package org.vitrine.property.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in a file why this driver stays down while it does, so that a server need not start without it (PROP-9). */
record ErrorFile(Optional<Path> path) {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorFile.class);

    static ErrorFile of(String name) {
        return new ErrorFile(name.isBlank() ? Optional.empty() : Optional.of(Path.of(name.strip())));
    }

    /** The driver stays down. */
    void say(String why) {
        path.ifPresent(file -> {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, why + System.lineSeparator());
            } catch (IOException e) {
                LOG.warn("{} cannot be written", file, e);
            }
        });
    }

    /** The driver is up. */
    void remove() {
        path.ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("{} cannot be removed", file, e);
            }
        });
    }
}
