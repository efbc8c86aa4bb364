package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a VMDK, read line by line as its bytes come. Each of its lines must be of a known kind: nothing, a
 * comment, {@code ddb…}, {@code word=value} or an extent (op:IMP-85). QEMU finds some words wherever they stand: so they
 * may not stand where they have no meaning.
 */
final class VmdkDescriptor {
    /** No file name is longer, and nothing else in a line is long. */
    static final int LONGEST_LINE = 2048;

    /**
     * The most bytes of an older text that QEMU leaves behind the zero. It writes a new content id of one to eight
     * digits into a text and the whole text back, but does not clear what lay behind: the end of the longer text.
     */
    private static final int LONGEST_REST = 6;

    private static final String CREATE_TYPE = "createtype";
    private static final Pattern FIELD = Pattern.compile("([^\\s=]+)=(.*)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]{1,63})\"");
    private static final Pattern EXTENT =
            Pattern.compile("(?:rw|rdonly|noaccess)\\s+(\\d{1,18})\\s+(\\w+)(?:\\s+\"([^\"]*)\".*)?");
    private static final Pattern EXTENT_START = Pattern.compile("(?:rw|rdonly|noaccess)\\s.*");
    private static final String NO_PARENT = "ffffffff";
    private static final String NO_TEXT = "has a descriptor that is no plain text";

    private final Probe probe;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private boolean ended;
    /** The last bytes of the text, and those of what follows its zero since the last zero there. */
    private long tail;

    private long rest;
    private int restLength;
    private int behind;
    private Optional<String> createType = Optional.empty();
    private int extents;
    private boolean sparse = true;
    private long sectors;

    /** @param probe told of what speaks against the text */
    VmdkDescriptor(Probe probe) {
        this.probe = probe;
    }

    /** Reads more of the text; whatever follows a zero must be zeros, or what QEMU leaves there of an older text. */
    void accept(ByteBuffer bytes) {
        for (int i = 0; i < bytes.limit(); i++) {
            byte value = bytes.get(i);
            if (ended) {
                acceptRest(value);
            } else if (value == 0 || value == '\n') {
                endLine();
                ended = value == 0;
            } else if (length == LONGEST_LINE) {
                require(false, "has a descriptor with a line that is too long");
            } else {
                require(value >= ' ' && value <= '~' || value == '\t' || value == '\r', NO_TEXT);
                line[length++] = value;
            }
            tail = ended ? tail : tail << Byte.SIZE | value & 0xFF;
        }
    }

    private void acceptRest(byte value) {
        behind++;
        if (value == 0) {
            endRest();
        } else if (behind > LONGEST_REST) {
            require(false, NO_TEXT);
        } else {
            rest = rest << Byte.SIZE | value & 0xFF;
            restLength++;
        }
    }

    /** An older text ended as this one does: only the digits of its content id were others. */
    private void endRest() {
        long lastBytes = (1L << restLength * Byte.SIZE) - 1;
        require((tail & lastBytes) == rest, NO_TEXT);
        rest = 0;
        restLength = 0;
    }

    /** The text is at its end, with or without zeros. */
    void end() {
        endLine();
        ended = true;
        endRest();
        require(extents > 0 && createType.isPresent(), "has a descriptor that lacks something");
    }

    /** Whether the zeros behind the text were seen. */
    boolean isEnded() {
        return ended;
    }

    Optional<String> createType() {
        return createType;
    }

    /** Whether the data lies in one place, and not as it is. */
    boolean isOneSparseExtent() {
        return extents == 1 && sparse;
    }

    /** Sectors of all extents; negative when there are more than fit. */
    long sectors() {
        return sectors;
    }

    private void endLine() {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
        length = 0;
        read(text, text.toLowerCase(Locale.ROOT));
    }

    private void read(String text, String lower) {
        boolean comment = lower.isEmpty() || lower.startsWith("#") || lower.startsWith("ddb");
        Matcher field = FIELD.matcher(lower);
        if (!comment && field.matches()) {
            readField(field.group(1), text.substring(field.start(2)));
            return;
        }
        checkHidden(lower);
        if (EXTENT_START.matcher(lower).matches()) {
            readExtent(lower);
        } else {
            require(comment, "has a descriptor with a line that is not known");
        }
    }

    private void readField(String name, String value) {
        if (name.equals(CREATE_TYPE)) {
            Matcher quoted = QUOTED.matcher(value);
            require(createType.isEmpty() && quoted.matches(), "is of two types at once, or of none");
            createType = quoted.matches() ? Optional.of(quoted.group(1)) : createType;
            return;
        }
        checkHidden(name);
        checkHidden(value.toLowerCase(Locale.ROOT));
        if (name.equals("parentcid") && !value.equalsIgnoreCase(NO_PARENT)) {
            probe.danger(Danger.Kind.PARENT, "is the difference to another image");
        }
    }

    private void checkHidden(String text) {
        require(!text.contains(CREATE_TYPE), "is of two types at once, or of none");
        if (text.contains("parentfilenamehint")) {
            probe.danger(Danger.Kind.PARENT, "is the difference to another image");
        }
    }

    private void readExtent(String lower) {
        Matcher extent = EXTENT.matcher(lower);
        if (!extent.matches()) {
            require(false, "has a descriptor with a line that is not known");
            return;
        }
        extents++;
        sparse &= extent.group(2).equals("sparse");
        sectors = sectors < 0 ? sectors : sectors + Long.parseLong(extent.group(1));
        String name = extent.group(3);
        if (name != null && (name.contains("/") || name.contains("\\"))) {
            probe.danger(Danger.Kind.OTHER_FILES, "names files in other places");
        }
    }

    private void require(boolean condition, String predicate) {
        if (!condition) {
            probe.danger(Danger.Kind.MALFORMED, predicate);
        }
    }
}
