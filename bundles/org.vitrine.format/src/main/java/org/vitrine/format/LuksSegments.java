package org.vitrine.format;

import java.nio.ByteBuffer;

/**
 * The data segments that the JSON text of a LUKS 2 header names, read as its bytes come: {@code
 * {"segments":{"0":{"offset":"16777216","size":"dynamic",…},…},…}}. Numbers are strings there. Of the text only the
 * nesting is kept track of, and strings of up to {@value #LONGEST} characters.
 */
final class LuksSegments {
    private static final int LONGEST = 32;
    /** Objects and arrays around a value of a segment. */
    private static final int SEGMENT_DEPTH = 3;

    private static final int DEEPEST = 64;
    private static final String DYNAMIC = "dynamic";

    private final StringBuilder text = new StringBuilder();
    /** The key that is open at each depth; those deeper than a segment's do not matter. */
    private final String[] keys = new String[SEGMENT_DEPTH + 1];

    private boolean inString;
    private boolean escaped;
    private int depth;
    private boolean complete;
    private boolean broken;

    private long offset = -1;
    private long length = -1;
    private boolean dynamic;
    private int segments;
    private long fixedLength;
    private long dynamicOffset = -1;
    private long firstOffset = Long.MAX_VALUE;
    private long lastEnd;

    void accept(ByteBuffer bytes) {
        for (int i = 0; i < bytes.limit() && !complete && !broken; i++) {
            char next = (char) (bytes.get(i) & 0xff);
            if (inString) {
                readInString(next);
            } else {
                read(next);
            }
        }
    }

    /** Whether the text was whole and names at least one segment, each with a place and a length. */
    boolean isUnderstood() {
        return complete && !broken && segments > 0;
    }

    /** Where the first segment begins. */
    long start() {
        return firstOffset;
    }

    /** The least bytes that an image must have for its segments. */
    long end() {
        return lastEnd;
    }

    /** Bytes of all segments in an image of that size, at least {@link #end}; a number without a sign. */
    long dataSize(long size) {
        return fixedLength + (dynamicOffset < 0 ? 0 : size - dynamicOffset);
    }

    private void readInString(char next) {
        if (escaped) {
            escaped = false;
            append(next);
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            inString = false;
            readValue(text.toString());
        } else {
            append(next);
        }
    }

    private void append(char next) {
        if (text.length() <= LONGEST) {
            text.append(next);
        }
    }

    private void read(char next) {
        switch (next) {
            case '"' -> {
                inString = true;
                text.setLength(0);
            }
            case ':' -> setKey(text.toString());
            case '{', '[' -> open();
            case '}', ']' -> close();
            case ',' -> setKey(null);
            case 0 -> broken = true;
            default -> {
                // White space, or a number or word that nobody asks for.
            }
        }
    }

    private void setKey(String key) {
        if (depth < keys.length) {
            keys[depth] = key;
        }
    }

    private void open() {
        depth++;
        setKey(null);
        broken |= depth > DEEPEST;
        if (isSegment()) {
            offset = -1;
            length = -1;
            dynamic = false;
        }
    }

    private void close() {
        if (isSegment()) {
            endSegment();
        }
        depth--;
        complete = depth == 0;
        broken |= depth < 0;
    }

    private boolean isSegment() {
        return depth == SEGMENT_DEPTH && "segments".equals(keys[1]);
    }

    private void readValue(String value) {
        if (!isSegment() || keys[depth] == null) {
            return;
        }
        if (keys[depth].equals("offset")) {
            offset = number(value);
        } else if (keys[depth].equals("size")) {
            dynamic = value.equals(DYNAMIC);
            length = dynamic ? 0 : number(value);
        }
    }

    private static long number(String value) {
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : -1;
    }

    private void endSegment() {
        segments++;
        fixedLength += length;
        broken |= offset < 0 || length < 0 || fixedLength < 0 || dynamic && dynamicOffset >= 0;
        if (dynamic) {
            dynamicOffset = offset;
        }
        firstOffset = Math.min(firstOffset, offset);
        lastEnd = Math.max(lastEnd, offset + length);
    }
}
