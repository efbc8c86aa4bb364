package org.vitrine.outbound;

import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some of the bytes that a peer has, as a GET asks for them and an answer brings them (RFC 9110, section 14).
 *
 * @param offset of the first byte, 0 or more
 * @param length bytes, 0 or more; {@link Long#MAX_VALUE} up to the end
 */
public record Span(long offset, long length) {
    private static final Pattern FIRST_OF_RANGE = Pattern.compile("bytes (\\d{1,18})-.*", Pattern.CASE_INSENSITIVE);

    /**
     * The value of the header {@code Range}; none for all there is. Not even of a length of 0 is it left out: whether
     * there is anything at all is to be seen.
     */
    public Optional<String> header() {
        if (offset == 0 && length == Long.MAX_VALUE) {
            return Optional.empty();
        }
        long last = offset + Math.max(length, 1) - 1;
        return Optional.of("bytes=" + offset + "-" + (last < offset ? "" : last));
    }

    /**
     * These bytes out of the answer, as far as the peer has them: none where they begin behind the end. The channel closes
     * the answer.
     *
     * @return empty when the answer brings other bytes, or says something else altogether; it is open then
     */
    public Optional<ReadableByteChannel> in(Answer answer) {
        if (answer.status() == 416) {
            answer.close();
            return Optional.of(Channels.newChannel(InputStream.nullInputStream()));
        }
        boolean these = answer.status() == 206 && begins(answer) || answer.status() == 200 && offset == 0;
        return these ? Optional.of(answer.upTo(length)) : Optional.empty();
    }

    private boolean begins(Answer answer) {
        Matcher range = FIRST_OF_RANGE.matcher(answer.header("Content-Range").orElse(""));
        return range.matches() && Long.parseLong(range.group(1)) == offset;
    }
}
