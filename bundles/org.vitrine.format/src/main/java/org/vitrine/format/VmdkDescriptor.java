package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a VMDK. Each of its lines must be of a known kind: nothing, a comment, {@code ddb…}, {@code word=value} or
 * an extent; no extent may lead to another directory, and no parent may be named (op:IMP-85).
 */
final class VmdkDescriptor {
    private static final Pattern CREATE_TYPE = Pattern.compile(
            "^[ \\t]*createType[ \\t]*=[ \\t]*\"([^\"\\r\\n]{1,63})\"", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD = Pattern.compile("[^\\s=]+\\s*=.*");
    private static final Pattern EXTENT = Pattern.compile("(rw|rdonly|noaccess)\\s.*");
    private static final Pattern TITLE =
            Pattern.compile("\\s*# *disk *descriptor *file.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Set<String> SINGLE_FILE = Set.of("monolithicSparse", "streamOptimized");
    private static final String NO_PARENT = "ffffffff";

    private final String text;

    /** @param padded as it lies in the file, each byte a character; the zeros behind it do not count */
    VmdkDescriptor(String padded) {
        int end = padded.length();
        while (end > 0 && padded.charAt(end - 1) == 0) {
            end--;
        }
        text = padded.substring(0, end);
    }

    /** Whether a file that begins like this is such a text and nothing else. */
    static boolean isOne(ByteBuffer start) {
        return TITLE.matcher(StandardCharsets.ISO_8859_1.decode(start.duplicate()))
                .matches();
    }

    Optional<String> createType() {
        Matcher matcher = CREATE_TYPE.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether it describes a disk that is all in the file that the text is in. */
    boolean isSingleFile() {
        return createType().filter(SINGLE_FILE::contains).isPresent();
    }

    /** What speaks against it, if anything. */
    Optional<String> danger() {
        if (text.chars().anyMatch(character -> character == 0 || character > 0x7e)) {
            return Optional.of("The VMDK image has a descriptor that is no plain text");
        }
        int extents = 0;
        for (String line : text.toLowerCase(Locale.ROOT).split("\n")) {
            Optional<String> danger = dangerOf(line.strip());
            if (danger.isPresent()) {
                return danger;
            }
            extents += EXTENT.matcher(line.strip()).matches() ? 1 : 0;
        }
        return extents > 0 ? Optional.empty() : Optional.of("The VMDK image has no extents");
    }

    private static Optional<String> dangerOf(String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith("ddb")) {
            return Optional.empty();
        }
        if (EXTENT.matcher(line).matches()) {
            return line.contains("/") ? Optional.of("The VMDK image has extents in other places") : Optional.empty();
        }
        if (!FIELD.matcher(line).matches()) {
            return Optional.of("The VMDK image has a descriptor with a line that is not known");
        }
        boolean isParent =
                line.startsWith("parentfilenamehint") || line.startsWith("parentcid") && !line.endsWith(NO_PARENT);
        return isParent ? Optional.of("The VMDK image has a parent") : Optional.empty();
    }
}
