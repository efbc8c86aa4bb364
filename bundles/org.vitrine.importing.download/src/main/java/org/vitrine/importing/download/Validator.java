package org.vitrine.importing.download;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What proves that data is still the same, byte for byte.
 *
 * @param header where it stands in an answer
 * @param value as it came
 */
record Validator(String header, String value) {
    /** A date proves nothing about what was written within the same minute. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** That of an answer; empty when it has none, or its server gives no parts. */
    static Optional<Validator> of(ReplyHead head) {
        if (head.only("accept-ranges").filter("none"::equalsIgnoreCase).isPresent()) {
            return Optional.empty();
        }
        Optional<String> tag = head.only("etag").filter(value -> value.matches("\"[^\"]*\""));
        if (tag.isPresent()) {
            return Optional.of(new Validator("etag", tag.get()));
        }
        return head.only("last-modified")
                .filter(modified -> isSettled(modified, head.only("date")))
                .map(modified -> new Validator("last-modified", modified));
    }

    private static boolean isSettled(String modified, Optional<String> now) {
        try {
            return now.isPresent() && instant(modified).plus(SETTLED).compareTo(instant(now.get())) <= 0;
        } catch (DateTimeException e) {
            return false; // no date at all
        }
    }

    private static Instant instant(String date) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    }

    /** Whether another answer is about the same data. */
    boolean isSame(ReplyHead head) {
        return head.only(header).filter(value::equals).isPresent();
    }
}
