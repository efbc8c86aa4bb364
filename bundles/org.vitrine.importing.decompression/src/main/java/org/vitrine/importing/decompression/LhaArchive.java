package org.vitrine.importing.decompression;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.program.Bounds;
import org.vitrine.program.ConfinedProgram;
import org.vitrine.program.Outcome;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportSource;

/** Lets the system's lha unpack an archive. Safe for many threads. */
final class LhaArchive {
    private static final long MEMORY = 512L << 20;
    private static final String ARCHIVE_NAME = "decompression.lzh";
    private static final String IMAGE_NAME = "decompression.image";

    private final ConfinedProgram lha;
    private final Duration timeout;
    private final Bound bound;

    LhaArchive(String program, Duration timeout, Bound bound) {
        lha = new ConfinedProgram(program);
        this.timeout = timeout;
        this.bound = bound;
    }

    /** The file in the archive, as a file. */
    ImportSource unpack(ImportContext context, InputStream data) throws IOException {
        if (lha.find().isEmpty()) {
            throw new VitrineException(
                    ErrorKind.UNAVAILABLE,
                    "The image is in an lha archive, and the program lha, which could unpack it, is not installed");
        }
        Path directory = context.workingDirectory();
        Path archive = directory.resolve(ARCHIVE_NAME);
        Files.deleteIfExists(archive); // of an import that was broken off
        Files.copy(data, archive);
        long size = LhaHeader.only(archive).size();
        bound.check(size, Files.size(archive));
        context.say("Decompressing");
        Path image = directory.resolve(IMAGE_NAME);
        Files.deleteIfExists(image);
        // To its standard output, so that the name in the archive is nobody's path.
        Outcome outcome = lha.runInto(
                image, directory, new Bounds(timeout, timeout, MEMORY, size), context::cancelled, "pq", ARCHIVE_NAME);
        if (!outcome.succeeded() || Files.size(image) != size) {
            throw ArchiveInput.broken("lha does not get along with it");
        }
        Files.delete(archive);
        return ImportSource.of(image);
    }
}
