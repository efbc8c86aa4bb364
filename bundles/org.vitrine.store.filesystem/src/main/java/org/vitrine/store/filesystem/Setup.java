package org.vitrine.store.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** Turns a configuration into parts of a store and gathers what is wrong with it, instead of giving up (STORE-9). */
final class Setup {
    private final FilesystemStoreConfig config;
    private final List<Misconfiguration> complaints = new ArrayList<>();
    private final DirectIo directIo;
    private final DataDirectories directories;

    /**
     * Begins with a configuration.
     *
     * @throws IllegalArgumentException when it says what means nothing
     */
    Setup(FilesystemStoreConfig config) {
        this.config = config;
        directIo = DirectIo.of(config.direct_io());
        directories = DataDirectories.of(config, complaints);
    }

    DataDirectories directories() {
        return directories;
    }

    /** Why the store cannot write; empty when it can. */
    List<Misconfiguration> complaints() {
        return complaints;
    }

    FileOptions options(DirectBlocks blocks, Executor executor) {
        Optional<Set<PosixFilePermission>> permissions = Optional.empty();
        try {
            permissions = FileOptions.permissions(config.filesystem_store_file_perm());
        } catch (Misconfiguration e) {
            complaints.add(e);
        }
        // Holes are found in pieces of any size, and what need not be on the disk is better off in memory.
        boolean able = config.fsync() && !config.filesystem_thin_provisioning();
        return new FileOptions(
                config.filesystem_thin_provisioning(),
                config.filesystem_store_chunk_size(),
                config.fsync(),
                able ? directIo : DirectIo.NEVER,
                blocks,
                permissions,
                executor);
    }

    MountMetadata metadata() {
        try {
            return MountMetadata.read(config.filesystem_store_metadata_file());
        } catch (Misconfiguration e) {
            complaints.add(e);
            return MountMetadata.none();
        }
    }

    /** Makes the directories, unless something is wrong already, and tries whether they can be written (STORE-FILE-12). */
    void prepareDirectories(FileOptions options) {
        if (!complaints.isEmpty()) {
            return;
        }
        for (Path directory : directories.paths()) {
            try {
                if (!Files.isDirectory(directory)) {
                    Files.createDirectories(directory);
                }
                options.permitDirectory(directory);
                // Asking for permissions says nothing about a read-only file system, nor to root.
                Files.delete(Files.createTempFile(directory, ".vitrine-probe-", ".part"));
            } catch (IOException e) {
                complaints.add(new Misconfiguration("the directory " + directory + " cannot be written", e));
            }
        }
    }
}
