package org.vitrine.config.oslo.ini;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that was read.
 *
 * @param name for people, without its directory
 * @param assignments in the order of the file, repeated ones too
 */
public record IniFile(String name, List<Assignment> assignments) {
    /** Reads a file; {@link BrokenConfiguration} when it is not one of oslo.config's. */
    public static IniFile read(Path file) {
        String name = file.getFileName().toString();
        return new IniFile(name, IniParser.parse(name, SourceText.read(file)));
    }
}
