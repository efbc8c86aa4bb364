package org.vitrine.config.oslo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.config.oslo.check.Refusal;

/**
 * The file that {@code bin/vitrine} learns from what is wrong with other files. Each line begins with a word: {@code refused}
 * for a file whose component is out of service, {@code kept} for one whose component goes on with what it had,
 * {@code unknown} for what has no effect; {@code read WORD} says that all of it holds for the files as they were when
 * somebody wrote that word into the file {@code .asked} next to it.
 */
final class CheckReport {
    private static final Logger LOG = LoggerFactory.getLogger(CheckReport.class);
    private static final int LONGEST = 100;

    private final Optional<Path> file;
    private List<String> findings;
    private List<String> answer = List.of();

    CheckReport(String name) {
        file = name.isBlank() ? Optional.empty() : Optional.of(Path.of(name.strip()));
    }

    /** Says what is wrong, unless it is the same as before. */
    void write(List<Refusal> refused, List<String> unknown) {
        List<String> lines = new ArrayList<>();
        refused.forEach(refusal -> lines.add((refusal.kept() ? "kept " : "refused ") + oneLine(refusal.text())));
        unknown.forEach(line -> lines.add("unknown " + oneLine(line)));
        if (!lines.equals(findings)) {
            findings = lines;
            put();
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private void put() {
        List<String> lines = new ArrayList<>(findings);
        lines.addAll(answer);
        file.ifPresent(path -> {
            try {
                Files.createDirectories(path.toAbsolutePath().getParent());
                Path next = Files.write(path.resolveSibling(path.getFileName() + ".new"), lines);
                Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                LOG.warn("{} cannot be written", path, e);
            }
        });
    }

    private static Path asked(Path file) {
        return file.resolveSibling(file.getFileName() + ".asked");
    }

    /** The word of somebody who waits, if there is one. */
    Optional<String> question() throws IOException {
        if (file.isEmpty() || !Files.exists(asked(file.get()))) {
            return Optional.empty();
        }
        try {
            String word = Files.readString(asked(file.get()), StandardCharsets.ISO_8859_1)
                    .strip();
            return Optional.of(oneLine(word.substring(0, Math.min(word.length(), LONGEST))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Answers, after everything was told. */
    void answer(String word) throws IOException {
        answer = List.of("read " + word);
        put();
        if (file.isPresent()) {
            Files.deleteIfExists(asked(file.get()));
        }
    }
}
