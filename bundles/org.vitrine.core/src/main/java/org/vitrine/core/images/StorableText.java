package org.vitrine.core.images;

import java.util.Collection;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * Text that every database this server runs on can keep: MySQL's three-byte UTF-8 has no characters beyond U+FFFF
 * (LIM-33), PostgreSQL has no U+0000, and nothing has half a character.
 */
public final class StorableText {
    private StorableText() {}

    /** Whether the text can be kept; null can. */
    public static boolean test(String text) {
        if (text == null) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@code INVALID} unless the text can be kept.
     *
     * @param what the text is, for the message
     */
    public static void require(String what, String text) {
        if (!test(text)) {
            throw new VitrineException(
                    ErrorKind.INVALID,
                    "The " + what + " can't contain 4 byte unicode characters, half characters or U+0000.");
        }
    }

    static void requireAll(String what, Collection<String> texts) {
        for (String text : texts) {
            require(what, text);
        }
    }
}
