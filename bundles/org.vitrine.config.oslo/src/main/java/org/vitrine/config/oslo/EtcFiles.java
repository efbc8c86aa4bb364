package org.vitrine.config.oslo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.vitrine.config.oslo.projection.ShippedFiles;

/** The {@code .cfg} files in the server's etc directory, which File Install makes configurations of. */
final class EtcFiles {
    private final Path directory;

    EtcFiles(Path directory) {
        this.directory = directory;
    }

    /** The files by the PIDs that they configure; {@code FACTORY~NAME} for an instance. */
    Map<String, Path> byPid() {
        Map<String, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.{cfg,config}")) {
            entries.forEach(file -> files.put(pid(file.getFileName().toString()), file));
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of the configuration cannot be listed", e);
        }
        return files;
    }

    /** What a file of that name configures. */
    static String pid(String file) {
        return file.substring(0, file.lastIndexOf('.')).replaceFirst("-", "~");
    }

    /** Whether the operator speaks in that file, instead of it having come with the server or saying nothing. */
    boolean isOperators(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            String name = file.getFileName().toString();
            boolean instance = name.indexOf('-') > 0;
            return !ShippedFiles.isShipped(name, text) && (instance || !ShippedFiles.isSilent(text));
        } catch (IOException e) {
            // Gone since it was listed: nobody speaks there.
            return false;
        }
    }

    /** Makes File Install read a file again. */
    void reread(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }
}
