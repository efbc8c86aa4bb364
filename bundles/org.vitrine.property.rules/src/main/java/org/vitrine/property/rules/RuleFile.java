package org.vitrine.property.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** Where the rule file is, whether it changed, and what it says. Holds no file open. */
final class RuleFile {
    private static final int MAX_BYTES = 1 << 20;

    private final List<Path> searchPath;
    private final Path name;

    RuleFile(List<Path> searchPath, String name) {
        this.searchPath = List.copyOf(searchPath);
        this.name = Path.of(name);
    }

    /** The file as it is at a moment: a changed file has another state. */
    record State(Path path, FileTime modified, long size, Object key) {}

    State state() throws RuleFileException {
        Path path = find();
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new State(path, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            throw new RuleFileException("Property protection file " + path + " cannot be looked at: " + e, e);
        }
    }

    private Path find() throws RuleFileException {
        List<Path> places = name.isAbsolute()
                ? List.of(name)
                : searchPath.stream().map(directory -> directory.resolve(name)).toList();
        for (Path place : places) {
            if (place.toFile().exists()) {
                return place;
            }
        }
        throw new RuleFileException("Property protection file " + name + " is not among " + places);
    }

    /** Reads the rules of the file of that state. */
    static Rules read(State state, RuleFormat format) throws RuleFileException {
        try (InputStream in = Files.newInputStream(state.path())) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new RuleFileException("it is longer than " + MAX_BYTES + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Rules.parse(text, format);
        } catch (CharacterCodingException e) {
            throw new RuleFileException("Property protection file " + state.path() + ": it is not UTF-8 text", e);
        } catch (IOException e) {
            throw new RuleFileException("Property protection file " + state.path() + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof RuleFileException ? e.getMessage() : "it cannot be read: " + e;
    }
}
