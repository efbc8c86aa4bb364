package org.vitrine.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The directory in which a running server looks for its configuration. */
record Etc(Path directory) {
    Path file(String name) {
        return directory.resolve(name);
    }

    /** Replaces a file, which the server never sees by half. */
    void put(String name, String text) throws IOException {
        Path whole = Files.writeString(file(name + ".new~"), text);
        Files.move(whole, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
