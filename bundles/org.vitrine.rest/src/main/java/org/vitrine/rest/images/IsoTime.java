package org.vitrine.rest.images;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points in time as ISO 8601 writes them, in as many of its forms as the reference reads (IMG-FLT-6): a year, a month, a
 * day, or a day and a time of day down to fractions of a second, with or without punctuation and offset. What is missing
 * is the first there is; without an offset it is UTC.
 */
final class IsoTime {
    private static final String DAY = "(?<month>\\d\\d)-?(?<day>\\d\\d)";
    private static final String LOOSE_DAY = "-(?<looseMonth>\\d\\d?)(?:-(?<looseDay>\\d\\d?))?";
    private static final String TIME =
            "[T ](?<hour>\\d\\d)(?::?(?<minute>\\d\\d))?(?::?(?<second>\\d\\d?)(?:[.,](?<fraction>\\d{1,40}))?)?";
    private static final String OFFSET = "(?:Z|(?<sign>[+-])(?<offsetHour>\\d\\d):?(?<offsetMinute>\\d\\d)?)";
    private static final Pattern FORM =
            Pattern.compile("(?<year>\\d{4})(?:(?:" + DAY + "|" + LOOSE_DAY + ")(?:" + TIME + OFFSET + "?)?)?");
    private static final int NANO_DIGITS = 9;

    private IsoTime() {}

    /** The time, or empty for text that is none. */
    static Optional<Instant> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(matcher, "year", 1),
                    number(matcher, "month", number(matcher, "looseMonth", 1)),
                    number(matcher, "day", number(matcher, "looseDay", 1)),
                    number(matcher, "hour", 0),
                    number(matcher, "minute", 0),
                    number(matcher, "second", 0),
                    nanos(matcher.group("fraction")));
            return Optional.of(local.toInstant(offset(matcher)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ZoneOffset offset(Matcher matcher) {
        int sign = "-".equals(matcher.group("sign")) ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(
                sign * number(matcher, "offsetHour", 0), sign * number(matcher, "offsetMinute", 0));
    }

    private static int number(Matcher matcher, String group, int missing) {
        String digits = matcher.group(group);
        return digits == null ? missing : Integer.parseInt(digits);
    }

    private static int nanos(String fraction) {
        if (fraction == null) {
            return 0;
        }
        String digits = fraction.length() > NANO_DIGITS ? fraction.substring(0, NANO_DIGITS) : fraction;
        return Integer.parseInt(digits + "0".repeat(NANO_DIGITS - digits.length()));
    }
}
