package org.vitrine.shell.metadefs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.vitrine.core.metadefs.MetadefLoading;
import org.vitrine.core.metadefs.MetadefLoading.Existing;
import org.vitrine.core.metadefs.MetadefLoading.Outcome;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefDefinition;

/** Loads files one by one, says of each what came of it, and goes on after those that are bad (CLI-MGR-8). */
final class DefinitionLoad {
    private static final String SUFFIX = ".json";

    private final MetadefLoading loading;
    private final PrintStream console;
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private int failures;

    DefinitionLoad(MetadefLoading loading, PrintStream console) {
        this.loading = loading;
        this.console = console;
    }

    /**
     * Loads a file, or all in a directory.
     *
     * @throws IOException when the source cannot be read, or one of its files could not be loaded
     */
    void load(Path source, Existing existing) throws IOException {
        List<Path> files = files(source);
        if (files.isEmpty()) {
            throw new IOException("There is no file *.json in " + source + ".");
        }
        for (Path file : files) {
            load(file.getFileName(), file, existing);
        }
        StringJoiner summary = new StringJoiner(", ", files.size() + " files: ", "");
        outcomes.forEach((outcome, number) -> summary.add(number + " " + word(outcome)));
        if (failures > 0) {
            summary.add(failures + " failed");
        }
        console.println(summary);
        if (failures > 0) {
            throw new IOException(failures + " of " + files.size() + " files could not be loaded.");
        }
    }

    private static List<Path> files(Path source) throws IOException {
        if (Files.isRegularFile(source)) {
            return List.of(source);
        }
        try (Stream<Path> files = Files.list(source)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private void load(Path name, Path file, Existing existing) {
        try {
            MetadefDefinition definition = DefinitionFile.read(file);
            Outcome outcome = loading.load(definition, existing);
            outcomes.merge(outcome, 1, Integer::sum);
            console.println(name + ": " + definition.namespace().name() + " " + word(outcome));
        } catch (IOException | VitrineException e) {
            failures++;
            console.println(name + ": failed: " + e.getMessage());
        }
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
