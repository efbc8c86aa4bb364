package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells a VMDK that is a text alone from all other data, as QEMU and VMware's programs do. */
final class VmdkText {
    private static final String TITLE = "# disk descriptorfile";

    private VmdkText() {}

    /** Whether data that begins like this is such a text: by its title, or by a version behind nothing but comments. */
    static boolean isStart(ByteBuffer start) {
        String text =
                StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString().toLowerCase(Locale.ROOT);
        if (text.stripLeading().startsWith(TITLE)) {
            return true;
        }
        for (String line : text.split("\n", -1)) {
            String words = line.strip();
            if (words.startsWith("version=")) {
                return words.length() == "version=1".length() && "123".indexOf(words.charAt(words.length() - 1)) >= 0;
            }
            if (!words.isEmpty() && !words.startsWith("#")) {
                return false;
            }
        }
        return false;
    }
}
