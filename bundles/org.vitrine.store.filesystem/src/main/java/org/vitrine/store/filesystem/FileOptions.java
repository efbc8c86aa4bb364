package org.vitrine.store.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.store.WriteHints;

/**
 * How files are written.
 *
 * @param thin whether zeros become holes
 * @param chunkSize bytes that are looked at together for that
 * @param fsync whether data must be on the disk
 * @param directIo which large files are written past the page cache
 * @param directBlocks what those are written from
 * @param permissions what the files get; absent leaves them to the umask
 * @param executor for what the disk does beside
 */
record FileOptions(
        boolean thin,
        int chunkSize,
        boolean fsync,
        DirectIo directIo,
        DirectBlocks directBlocks,
        Optional<Set<PosixFilePermission>> permissions,
        Executor executor) {
    private static final Logger LOG = LoggerFactory.getLogger(FileOptions.class);
    private static final int OCTAL = 8;
    private static final int ALL_BITS = 0777;
    /** More than this is never looked at together, whatever the chunk size: it would only cost memory. */
    private static final int LARGEST_PIECE = 256 * 1024;

    /**
     * What octal digits such as 640 mean; 0 means nothing (STORE-FILE-16).
     *
     * @throws Misconfiguration when they are not octal, or keep the server from reading
     */
    static Optional<Set<PosixFilePermission>> permissions(int octalDigits) throws Misconfiguration {
        if (octalDigits == 0) {
            return Optional.empty();
        }
        int bits;
        try {
            bits = Integer.parseInt(Integer.toString(octalDigits), OCTAL);
        } catch (NumberFormatException e) {
            throw new Misconfiguration("filesystem.store.file.perm: " + octalDigits + " is not octal", e);
        }
        if (bits < 0 || bits > ALL_BITS) {
            throw new Misconfiguration("filesystem.store.file.perm: " + octalDigits + " is not between 1 and 777");
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        List<PosixFilePermission> fromTheTop = List.of(PosixFilePermission.values());
        for (int i = 0; i < fromTheTop.size(); i++) {
            if ((bits >> fromTheTop.size() - 1 - i & 1) == 1) {
                permissions.add(fromTheTop.get(i));
            }
        }
        if (!permissions.contains(PosixFilePermission.OWNER_READ)) {
            throw new Misconfiguration(
                    "filesystem.store.file.perm: with " + octalDigits + " the server could not read its own files");
        }
        return Optional.of(permissions);
    }

    /** What a file is written from past the page cache; absent when it is not. */
    Optional<DirectBlocks> direct(WriteHints hints) {
        boolean large = hints.size().orElse(Long.MAX_VALUE) >= DirectBlocks.BLOCK_BYTES;
        boolean wanted = directIo == DirectIo.ALWAYS || directIo == DirectIo.COPIES && hints.furtherCopy();
        return large && wanted ? Optional.of(directBlocks) : Optional.empty();
    }

    /** Bytes that are looked at together. */
    int piece() {
        return Math.min(chunkSize, LARGEST_PIECE);
    }

    /** Gives a file its permissions; failing that is a warning alone (STORE-FILE-16). */
    void permit(Path file) {
        permissions.ifPresent(wanted -> set(file, wanted));
    }

    /** Lets those into the directory who may read or write the files in it (STORE-FILE-16). */
    void permitDirectory(Path directory) {
        if (permissions.isEmpty()) {
            return;
        }
        Set<PosixFilePermission> wanted = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : permissions.get()) {
            String whose = permission.name();
            if (whose.startsWith("GROUP")) {
                wanted.add(PosixFilePermission.GROUP_EXECUTE);
            } else if (whose.startsWith("OTHERS")) {
                wanted.add(PosixFilePermission.OTHERS_EXECUTE);
            }
        }
        try {
            wanted.addAll(Files.getPosixFilePermissions(directory));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("the permissions of {} cannot be read", directory, e);
            return;
        }
        set(directory, wanted);
    }

    private static void set(Path path, Set<PosixFilePermission> permissions) {
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("the permissions of {} cannot be set", path, e);
        }
    }
}
