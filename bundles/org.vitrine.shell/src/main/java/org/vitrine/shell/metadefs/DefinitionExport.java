package org.vitrine.shell.metadefs;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.vitrine.core.metadefs.MetadefLoading;
import org.vitrine.domain.metadef.MetadefDefinition;
import org.vitrine.domain.metadef.MetadefNamespace;

/** Writes a file for each namespace, called by its display name as far as that has letters and digits (CLI-MGR-9). */
final class DefinitionExport {
    private static final Pattern NOT_A_WORD = Pattern.compile("[\\W_]+", Pattern.UNICODE_CHARACTER_CLASS);

    private final MetadefLoading loading;
    private final PrintStream console;
    private final Set<String> names = new HashSet<>();

    DefinitionExport(MetadefLoading loading, PrintStream console) {
        this.loading = loading;
        this.console = console;
    }

    /** Replaces files that are there already. */
    void export(Path directory) throws IOException {
        Files.createDirectories(directory);
        try {
            loading.export(definition -> write(directory, definition));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        console.println(names.size() + " namespaces are in " + directory + ".");
    }

    private void write(Path directory, MetadefDefinition definition) {
        Path file = directory.resolve(name(definition.namespace()) + ".json");
        try {
            DefinitionFile.write(file, definition);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.println(definition.namespace().name() + ": " + file.getFileName());
    }

    /** Namespaces of the same display name get numbers, also where they differ in case, which some disks ignore. */
    private String name(MetadefNamespace namespace) {
        String base = word(namespace.displayName() == null ? namespace.name() : namespace.displayName());
        base = base.isEmpty() ? "namespace" : base;
        String name = base;
        for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = base + "-" + i;
        }
        return name;
    }

    private static String word(String text) {
        return NOT_A_WORD.matcher(text).replaceAll("");
    }
}
