package org.vitrine.store.filesystem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** Turns what the file system says into a kind. Java hides the error number, so its text has to be read. */
final class StorageFailure {
    /** Less than this is free when a write failed: then the disk is full, whatever language the text is in. */
    private static final long NO_ROOM = 64 * 1024;

    private StorageFailure() {}

    /** What a failed write into that directory means (STORE-10, STORE-FILE-17). */
    static VitrineException ofWrite(IOException failure, Path directory) {
        String reason = reasonOf(failure);
        if (isFull(reason) || hasNoRoom(directory)) {
            return new VitrineException(ErrorKind.STORE_FULL, "the image store has no room left", failure);
        }
        if (isDenied(failure, reason)) {
            return new VitrineException(
                    ErrorKind.STORE_READ_ONLY, "the image store may not write into its directory", failure);
        }
        if (failure instanceof NoSuchFileException) {
            return new VitrineException(ErrorKind.UNAVAILABLE, "the image store's directory is missing", failure);
        }
        return new VitrineException(ErrorKind.INTERNAL, "writing image data to a file failed: " + reason, failure);
    }

    /** What a failed opening or asking for a size means (STORE-11). */
    static VitrineException ofRead(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return absent(failure);
        }
        return new VitrineException(ErrorKind.UNAVAILABLE, "the image's file cannot be read", failure);
    }

    /** What a failed deletion means (STORE-12, STORE-FILE-19). */
    static VitrineException ofDelete(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return absent(failure);
        }
        return new VitrineException(ErrorKind.FORBIDDEN, "the image's file cannot be deleted", failure);
    }

    /** There is no such data in this store. */
    static VitrineException absent(IOException failure) {
        return new VitrineException(ErrorKind.NOT_FOUND, "the image's file is not in this store", failure);
    }

    private static boolean isFull(String reason) {
        return reason.contains("no space left")
                || reason.contains("quota exceeded")
                || reason.contains("file too large");
    }

    private static boolean isDenied(IOException failure, String reason) {
        return failure instanceof AccessDeniedException
                || reason.contains("permission denied")
                || reason.contains("operation not permitted")
                || reason.contains("read-only file system");
    }

    private static boolean hasNoRoom(Path directory) {
        try {
            return DataDirectory.freeBytes(directory) < NO_ROOM;
        } catch (IOException e) {
            // The question was only asked to name the first failure better; that one is reported.
            return false;
        }
    }

    private static String reasonOf(IOException failure) {
        String reason = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason.toLowerCase(Locale.ROOT);
    }
}
