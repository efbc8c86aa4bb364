package org.vitrine.store.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One directory of files.
 *
 * @param path absolute
 * @param priority higher is filled first
 */
record DataDirectory(Path path, int priority) {
    /**
     * Reads {@code PATH} or {@code PATH:PRIORITY} (STORE-FILE-13).
     *
     * @throws Misconfiguration when it is neither
     */
    static DataDirectory parse(String text) throws Misconfiguration {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return of(text, 0);
        }
        String priority = text.substring(colon + 1).strip();
        try {
            return of(text.substring(0, colon), priority.isEmpty() ? 0 : Integer.parseInt(priority));
        } catch (NumberFormatException e) {
            throw new Misconfiguration("filesystem.store.datadirs: the priority in '" + text + "' is no number", e);
        }
    }

    /**
     * A directory by its path.
     *
     * @throws Misconfiguration when it is no absolute path
     */
    static DataDirectory of(String text, int priority) throws Misconfiguration {
        try {
            Path path = Path.of(text.strip()).normalize();
            if (path.isAbsolute() && path.getNameCount() > 0) {
                return new DataDirectory(path, priority);
            }
        } catch (InvalidPathException e) {
            throw new Misconfiguration("filesystem.store.datadir(s): '" + text + "' is no path", e);
        }
        throw new Misconfiguration("filesystem.store.datadir(s): '" + text + "' is no absolute path of a directory");
    }

    /** Bytes that may still be written there. */
    long freeBytes() throws IOException {
        return freeBytes(path);
    }

    static long freeBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /** Makes names that came into being or vanished in a directory durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
