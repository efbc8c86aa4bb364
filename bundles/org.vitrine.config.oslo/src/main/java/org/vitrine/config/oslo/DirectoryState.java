package org.vitrine.config.oslo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a look at the files shows without reading them: two looks that show the same have the same files before them.
 *
 * @param files size, time and identity by path
 */
record DirectoryState(Map<Path, String> files) {
    private static final String WATCHED = "*.{conf,ini,cfg,config}";

    /** @param further files outside of the directory that count too */
    static DirectoryState of(Path directory, Set<Path> further) {
        Map<Path, String> files = new TreeMap<>();
        list(directory, WATCHED, files);
        for (String name : new String[] {"glance.conf.d", "glance-api.conf.d"}) {
            list(directory.resolve(name), "*.conf", files);
        }
        further.forEach(file -> note(file, files));
        return new DirectoryState(files);
    }

    private static void list(Path directory, String pattern, Map<Path, String> files) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
            entries.forEach(file -> note(file, files));
        } catch (IOException e) {
            files.put(directory, "cannot be listed");
        }
    }

    private static void note(Path file, Map<Path, String> files) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            files.put(file, attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey());
        } catch (IOException e) {
            files.put(file, "not there");
        }
    }
}
