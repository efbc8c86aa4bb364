package org.vitrine.rest.images;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The JSON pointers of a patch (contract section 12.3). */
final class PatchPath {
    private static final Pattern ADJACENT = Pattern.compile("/\\s*/");
    private static final Pattern BAD_ESCAPE = Pattern.compile("~([^01]|$)");

    private PatchPath() {}

    static List<String> parse(String pointer) {
        if (!pointer.startsWith("/")) {
            throw invalid(pointer, "does not start with \"/\".");
        }
        // As in the reference, a second slash at the very beginning is none too many.
        String rest = pointer.substring(1);
        if (ADJACENT.matcher(rest).find()) {
            throw invalid(pointer, "contains adjacent \"/\".");
        }
        if (rest.endsWith("/")) {
            throw invalid(pointer, "end with \"/\".");
        }
        if (BAD_ESCAPE.matcher(pointer).find()) {
            throw invalid(pointer, "contains \"~\" not part of a recognized escape sequence.");
        }
        List<String> segments = new ArrayList<>(2);
        for (String segment : (rest.startsWith("/") ? rest.substring(1) : rest).split("/", -1)) {
            segments.add(segment.replace("~1", "/").replace("~0", "~").strip());
        }
        return segments;
    }

    private static VitrineException invalid(String pointer, String why) {
        return new VitrineException(ErrorKind.INVALID, "Pointer `" + pointer + "` " + why);
    }
}
