package org.vitrine.policy.oslo.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds and reads the policy file and the files of the policy directories (POL-20, POL-21, POL-29, POL-30). Holds no
 * file open and remembers nothing.
 */
public final class PolicyFiles {
    /** More than any operator writes by hand. */
    static final int MAX_FILE_BYTES = 1 << 20;

    static final int MAX_FILES = 1000;

    private static final String DEFAULT_FILE = "policy.yaml";
    private static final String OLDER_DEFAULT_FILE = "policy.json";

    private final List<Path> searchPath;
    private final String file;
    private final List<String> directories;

    /**
     * @param searchPath where names that are not absolute are looked for; the first match counts
     * @param file the policy file
     * @param directories the policy directories
     */
    public PolicyFiles(List<Path> searchPath, String file, List<String> directories) {
        this.searchPath = List.copyOf(searchPath);
        this.file = file;
        this.directories = List.copyOf(directories);
    }

    /**
     * The files that count now: the policy file, then those of each directory by name. What is not there is left out.
     *
     * @throws PolicyFileException when a policy directory is none or cannot be listed
     */
    public FileList list() throws PolicyFileException {
        List<FileStamp> stamps = new ArrayList<>();
        Optional<Path> main = mainFile();
        if (main.isPresent()) {
            stamps.add(FileStamp.of(main.get()));
        }
        for (String directory : directories) {
            Optional<Path> found = find(directory);
            if (found.isPresent()) {
                addFilesOf(found.get(), stamps);
            }
        }
        return new FileList(stamps);
    }

    /**
     * What the files say: rule names to text, lists, or whatever else stands there; of a name in several files the last
     * counts.
     *
     * @throws PolicyFileException when one of them cannot be read or is no mapping
     */
    public static Map<String, Object> read(FileList files) throws PolicyFileException {
        Map<String, Object> rules = new LinkedHashMap<>();
        for (FileStamp stamp : files.files()) {
            rules.putAll(PolicyDocument.parse(stamp.path(), text(stamp.path())));
        }
        return rules;
    }

    private Optional<Path> mainFile() {
        Optional<Path> found = find(file);
        return found.isEmpty() && file.equals(DEFAULT_FILE) ? find(OLDER_DEFAULT_FILE) : found;
    }

    private Optional<Path> find(String name) {
        Path path = Path.of(name);
        if (path.isAbsolute()) {
            return present(path) ? Optional.of(path) : Optional.empty();
        }
        return searchPath.stream()
                .map(directory -> directory.resolve(path))
                .filter(PolicyFiles::present)
                .findFirst();
    }

    /** By way of {@code File}, which says no without the cost of an exception. */
    private static boolean present(Path path) {
        return path.toFile().exists();
    }

    private static void addFilesOf(Path directory, List<FileStamp> stamps) throws PolicyFileException {
        if (!Files.isDirectory(directory)) {
            throw new PolicyFileException("Policy directory " + directory + " is not a directory");
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, PolicyFiles::counts)) {
            for (Path entry : entries) {
                files.add(entry);
                if (files.size() > MAX_FILES) {
                    throw new PolicyFileException(
                            "Policy directory " + directory + " holds more than " + MAX_FILES + " files");
                }
            }
        } catch (PolicyFileException e) {
            throw e;
        } catch (IOException e) {
            throw new PolicyFileException("Policy directory " + directory + " cannot be listed: " + e, e);
        }
        files.sort(Comparator.comparing(path -> path.getFileName().toString()));
        for (Path path : files) {
            stamps.add(FileStamp.of(path));
        }
    }

    private static boolean counts(Path entry) {
        return !entry.getFileName().toString().startsWith(".") && Files.isRegularFile(entry);
    }

    private static String text(Path path) throws PolicyFileException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new PolicyFileException("Policy file " + path + " is longer than " + MAX_FILE_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (PolicyFileException e) {
            throw e;
        } catch (CharacterCodingException e) {
            throw new PolicyFileException("Policy file " + path + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new PolicyFileException("Policy file " + path + " cannot be read: " + e, e);
        }
    }
}
