package org.vitrine.store.filesystem;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.spi.testkit.Covers;

public class StorageFailureTest {
    private static ErrorKind ofWrite(IOException failure) {
        return StorageFailure.ofWrite(failure, Path.of("").toAbsolutePath()).kind();
    }

    @Test
    @Covers({"STORE-10", "STORE-FILE-17"})
    public void readsWhatTheSystemSaysOfAWrite() {
        assertEquals(ErrorKind.STORE_FULL, ofWrite(new IOException("No space left on device")));
        assertEquals(ErrorKind.STORE_FULL, ofWrite(new IOException("Disk quota exceeded")));
        assertEquals(ErrorKind.STORE_FULL, ofWrite(new IOException("File too large")));
        assertEquals(ErrorKind.STORE_FULL, ofWrite(new FileSystemException("/a", null, "No space left on device")));
        assertEquals(ErrorKind.STORE_READ_ONLY, ofWrite(new AccessDeniedException("/a")));
        assertEquals(ErrorKind.STORE_READ_ONLY, ofWrite(new FileSystemException("/a", null, "Read-only file system")));
        assertEquals(
                ErrorKind.STORE_READ_ONLY, ofWrite(new FileSystemException("/a", null, "Operation not permitted")));
        assertEquals(ErrorKind.UNAVAILABLE, ofWrite(new NoSuchFileException("/a")));
        assertEquals(ErrorKind.INTERNAL, ofWrite(new IOException("Input/output error")));
        assertEquals(ErrorKind.INTERNAL, ofWrite(new IOException()));
    }

    @Test
    @Covers({"STORE-11", "STORE-12", "STORE-FILE-19"})
    public void readsWhatTheSystemSaysOfReadingAndDeleting() {
        var missing = new NoSuchFileException("/a");
        var broken = new IOException("Input/output error");

        assertEquals(ErrorKind.NOT_FOUND, StorageFailure.ofRead(missing).kind());
        assertEquals(ErrorKind.UNAVAILABLE, StorageFailure.ofRead(broken).kind());
        assertEquals(ErrorKind.NOT_FOUND, StorageFailure.ofDelete(missing).kind());
        assertEquals(ErrorKind.FORBIDDEN, StorageFailure.ofDelete(broken).kind());
    }
}
