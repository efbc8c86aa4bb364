package org.vitrine.core.data;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * The part of an image that a client asks for (DL-6 to DL-10).
 *
 * @param offset of the first byte
 * @param length bytes
 * @param partial whether it was asked for as a part, be it all of the image
 */
record RequestedRange(long offset, long length, boolean partial) {
    private static final Pattern RANGE =
            Pattern.compile("bytes\\s*+=\\s*+(\\d*+)\\s*+-\\s*+(\\d*+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes\\s++(\\d++)-(\\d++)/(\\d++|\\*)", Pattern.CASE_INSENSITIVE);
    /** More digits than a long has. */
    private static final int MANY_DIGITS = 18;

    /**
     * Reads the headers; {@code Range} wins over {@code Content-Range}.
     *
     * @param size bytes of the image
     */
    static RequestedRange of(Optional<String> range, Optional<String> contentRange, long size) {
        if (range.isPresent() && !range.get().isBlank()) {
            return ofRange(range.get().trim(), size);
        }
        if (contentRange.isPresent() && !contentRange.get().isBlank()) {
            return ofContentRange(contentRange.get().trim(), size);
        }
        return new RequestedRange(0, size, false);
    }

    private static RequestedRange ofRange(String header, long size) {
        if (header.indexOf(',') >= 0) {
            throw new VitrineException(ErrorKind.INVALID, "Requests with multiple ranges are not supported.");
        }
        Matcher matcher = RANGE.matcher(header);
        if (!matcher.matches()) {
            throw unsatisfiable(header);
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return suffix(header, last, size);
        }
        long start = number(first);
        long end = last.isEmpty() ? size - 1 : Math.min(number(last), size - 1);
        if (start >= size || start > end) {
            throw unsatisfiable(header);
        }
        return new RequestedRange(start, end - start + 1, true);
    }

    /** The last so many bytes; the last 0 bytes are all of them, as the reference has it. */
    private static RequestedRange suffix(String header, String last, long size) {
        if (last.isEmpty() || size == 0) {
            throw unsatisfiable(header);
        }
        long count = Math.min(number(last), size);
        return new RequestedRange(count == 0 ? 0 : size - count, count == 0 ? size : count, true);
    }

    private static RequestedRange ofContentRange(String header, long size) {
        Matcher matcher = CONTENT_RANGE.matcher(header);
        if (!matcher.matches()) {
            throw unsatisfiable(header);
        }
        long start = number(matcher.group(1));
        long end = number(matcher.group(2));
        long bound = matcher.group(3).equals("*") ? size : Math.min(size, number(matcher.group(3)));
        if (start > end || start >= size || end >= bound) {
            throw unsatisfiable(header);
        }
        return new RequestedRange(start, end - start + 1, true);
    }

    /** The number, or the largest there is when it is larger. */
    private static long number(String digits) {
        return digits.length() > MANY_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static VitrineException unsatisfiable(String header) {
        return new VitrineException(
                ErrorKind.RANGE_NOT_SATISFIABLE, "The byte range '" + header + "' is not valid for this image.");
    }
}
