package org.vitrine.store.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.spi.store.BlobName;

/** All directories of a store: where a file goes, and what a location means. Touches nothing outside of them. */
final class DataDirectories {
    static final Set<String> SCHEMES = Set.of("file", "filesystem");

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectories.class);

    private final List<DataDirectory> byPriority;

    private DataDirectories(List<DataDirectory> directories) {
        byPriority = directories.stream()
                .sorted(Comparator.comparingInt(DataDirectory::priority).reversed())
                .toList();
    }

    /** Those of a configuration; of one that makes no sense as many as can be read (STORE-FILE-11, STORE-FILE-13). */
    static DataDirectories of(FilesystemStoreConfig config, List<Misconfiguration> wrong) {
        List<String> several = CommaList.items(config.filesystem_store_datadirs());
        String single = config.filesystem_store_datadir().strip();
        if (single.isEmpty() == several.isEmpty()) {
            wrong.add(new Misconfiguration(
                    "set either filesystem.store.datadir or filesystem.store.datadirs, and the other one to nothing"));
        }
        Map<Path, DataDirectory> found = new LinkedHashMap<>();
        if (!single.isEmpty()) {
            add(found, wrong, () -> DataDirectory.of(single, 0));
        }
        for (String entry : several) {
            add(found, wrong, () -> DataDirectory.parse(entry));
        }
        return new DataDirectories(List.copyOf(found.values()));
    }

    private interface Reading {
        DataDirectory directory() throws Misconfiguration;
    }

    private static void add(Map<Path, DataDirectory> found, List<Misconfiguration> wrong, Reading reading) {
        try {
            DataDirectory directory = reading.directory();
            DataDirectory before = found.putIfAbsent(directory.path(), directory);
            if (before != null && before.priority() != directory.priority()) {
                throw new Misconfiguration(
                        "filesystem.store.datadirs: two priorities for the directory " + directory.path());
            }
            if (before != null) {
                LOG.warn("filesystem.store.datadirs names the directory {} twice", directory.path());
            }
        } catch (Misconfiguration e) {
            wrong.add(e);
        }
    }

    List<Path> paths() {
        return byPriority.stream().map(DataDirectory::path).toList();
    }

    @Override
    public String toString() {
        return paths().stream().map(Path::toString).collect(Collectors.joining(","));
    }

    /**
     * Where a file of that size goes (STORE-FILE-14). A single directory is not asked for its free space: with holes in
     * a file nobody knows beforehand what it will take.
     *
     * @param size bytes; 0 when unknown
     */
    Path choose(long size) throws IOException {
        if (byPriority.size() == 1) {
            return byPriority.get(0).path();
        }
        DataDirectory best = null;
        long mostFree = -1;
        IOException broken = null;
        for (DataDirectory directory : byPriority) {
            if (best != null && directory.priority() < best.priority()) {
                break;
            }
            try {
                long free = directory.freeBytes();
                if (free >= size && free > mostFree) {
                    best = directory;
                    mostFree = free;
                }
            } catch (IOException e) {
                LOG.warn("nothing is written to {}, which cannot be asked for its free space", directory.path(), e);
                broken = e;
            }
        }
        if (best != null) {
            return best.path();
        }
        if (broken != null) {
            throw broken;
        }
        throw new VitrineException(
                ErrorKind.STORE_FULL, "no directory of the image store has room for " + size + " bytes");
    }

    /** Whether there is data of that name in any directory. */
    boolean hold(BlobName name) {
        return byPriority.stream()
                .anyMatch(directory -> Files.exists(directory.path().resolve(name.value()), LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * The file that a location means; absent when it means none of this store's: another scheme, a path that is not
     * directly inside one of the directories, one with {@code ..} in it, or a hidden file. Nothing in it is decoded, as
     * nothing was encoded when it was made.
     */
    Optional<Path> resolve(String url) {
        int end = url.indexOf("://");
        if (end < 0 || !SCHEMES.contains(url.substring(0, end))) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(url.substring(end + 3));
            if (!path.isAbsolute() || !path.equals(path.normalize()) || path.getNameCount() < 2) {
                return Optional.empty();
            }
            boolean inside =
                    byPriority.stream().anyMatch(directory -> directory.path().equals(path.getParent()));
            return inside && !path.getFileName().toString().startsWith(".") ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            // A path that the file system cannot even express is nobody's.
            return Optional.empty();
        }
    }
}
