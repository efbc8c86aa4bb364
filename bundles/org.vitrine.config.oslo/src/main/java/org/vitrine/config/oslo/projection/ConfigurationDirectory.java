package org.vitrine.config.oslo.projection;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.vitrine.config.oslo.ini.BrokenConfiguration;

/** Where the operator's files are, and which of them speak for the API (op:CFG-1, op:CFG-4, op:CFG-5). */
final class ConfigurationDirectory {
    private static final List<String> MAIN = List.of("glance.conf", "glance-api.conf");
    private static final List<String> DIRECTORIES = List.of("glance.conf.d", "glance-api.conf.d");
    private static final String IMPORT = "glance-image-import.conf";
    private static final String PASTE = "glance-api-paste.ini";

    private final Path directory;

    ConfigurationDirectory(Path directory) {
        this.directory = directory;
    }

    /** The files with options, the strongest last; none when there is neither a main file nor a directory of them. */
    List<Path> optionFiles() {
        List<Path> files = new ArrayList<>();
        MAIN.stream().map(directory::resolve).filter(Files::isRegularFile).forEach(files::add);
        List<Path> later = new ArrayList<>();
        DIRECTORIES.forEach(name -> later.addAll(inside(directory.resolve(name))));
        if (files.isEmpty() && later.isEmpty()) {
            return files;
        }
        Path importing = directory.resolve(IMPORT);
        if (Files.isRegularFile(importing)) {
            files.add(importing);
        }
        files.addAll(later);
        return files;
    }

    private static List<Path> inside(Path subdirectory) {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(subdirectory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(subdirectory, "*.conf")) {
                for (Path entry : entries) {
                    if (!entry.getFileName().toString().startsWith(".")) {
                        files.add(entry);
                    }
                }
            } catch (IOException e) {
                throw new BrokenConfiguration(subdirectory.getFileName().toString(), "cannot be listed");
            }
        }
        Collections.sort(files);
        return files;
    }

    /** The paste file that lies beside the main file. */
    Optional<Path> pasteFile() {
        return Optional.of(directory.resolve(PASTE)).filter(Files::isRegularFile);
    }

    /**
     * The file of that name: where it says, or in this directory. An absolute name of a file that is not there counts as
     * one of this directory, so that a directory copied from another machine goes on working.
     */
    Optional<Path> find(String name) {
        Path asNamed = directory.resolve(name);
        if (Files.exists(asNamed)) {
            return Optional.of(asNamed);
        }
        Path fileName = asNamed.getFileName();
        return Optional.ofNullable(fileName).map(directory::resolve).filter(Files::exists);
    }

    Path path() {
        return directory;
    }
}
