package org.vitrine.config.oslo.ini;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The text of a file that an operator wrote: UTF-8, of bounded size, in lines. */
public final class SourceText {
    private static final int MOST_BYTES = 4 << 20;

    private SourceText() {}

    /**
     * Reads the whole file.
     *
     * @throws BrokenConfiguration when it cannot be read, is too large, or is no UTF-8
     */
    public static String read(Path file) {
        String name = file.getFileName().toString();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new BrokenConfiguration(name, "larger than " + MOST_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BrokenConfiguration(name, "not UTF-8");
        } catch (IOException e) {
            throw new BrokenConfiguration(
                    name, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The lines, which end at CR, LF or both. */
    public static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                lines.add(text.substring(start, i));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }
}
