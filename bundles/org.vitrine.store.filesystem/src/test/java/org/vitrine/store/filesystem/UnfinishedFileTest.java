package org.vitrine.store.filesystem;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.WriteHints;

/** How a file gets its name where there are no links. The other way is in the contract. */
public class UnfinishedFileTest {
    private static final BlobName NAME = new BlobName("an-image");
    private static final FileOptions OPTIONS =
            new FileOptions(false, 65536, true, DirectIo.NEVER, new DirectBlocks(), Optional.empty(), Runnable::run);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path directory;

    @Before
    public void nameDirectory() {
        directory = folder.getRoot().toPath();
    }

    private UnfinishedFile begin() throws Exception {
        UnfinishedFile file = UnfinishedFile.create(directory, NAME, WriteHints.NONE, OPTIONS);
        file.append(ByteBuffer.wrap("data".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer());
        return file;
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::getFileName).map(Path::toString).toList();
        }
    }

    @Test
    public void isRenamed() throws Exception {
        try (UnfinishedFile file = begin()) {
            file.rename();
        }

        assertEquals(List.of(NAME.value()), names());
        assertEquals("data", Files.readString(directory.resolve(NAME.value())));
    }

    @Test
    public void replacesNothingByRenaming() throws Exception {
        Files.writeString(directory.resolve(NAME.value()), "first");
        try (UnfinishedFile file = begin()) {
            assertThrows(FileAlreadyExistsException.class, file::rename);
        }

        assertEquals(List.of(NAME.value()), names());
        assertEquals("first", Files.readString(directory.resolve(NAME.value())));
    }

    @Test
    public void leavesNoEmptyFileWhenRenamingFails() throws Exception {
        try (UnfinishedFile file = begin()) {
            Files.delete(UnfinishedFile.leftBehind(directory, NAME).get(0));
            assertThrows(NoSuchFileException.class, file::rename);
        }

        assertEquals(List.of(), names());
    }
}
