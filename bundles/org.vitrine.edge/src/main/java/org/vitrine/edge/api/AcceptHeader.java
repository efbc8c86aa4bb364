package org.vitrine.edge.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chooses a media type by the header {@code Accept} (RFC 9110, section 12.5.1). */
public final class AcceptHeader {
    /** A part of the header: a range of types, and how much it is liked. */
    private record MediaRange(String type, String subtype, boolean parameters, double quality) {
        /** How exactly the range names the type: 0 not at all, 1 any type, 2 any subtype, 3 the type itself. */
        int matches(String offer) {
            int slash = offer.indexOf('/');
            if (parameters) {
                return 0;
            }
            if (type.equals("*")) {
                return 1;
            }
            if (!offer.regionMatches(0, type, 0, slash) || type.length() != slash) {
                return 0;
            }
            if (subtype.equals("*")) {
                return 2;
            }
            return offer.substring(slash + 1).equals(subtype) ? 3 : 0;
        }
    }

    private AcceptHeader() {}

    /**
     * The best of the offers; on ties the one that stands first.
     *
     * @param header as sent, or null when there was none
     * @param offers media types in lower case, without parameters, most preferred first
     * @return empty without a header, or when none is acceptable; the first offer when the header is malformed
     */
    public static Optional<String> best(String header, List<String> offers) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        if (header.equals("*/*")) {
            return Optional.of(offers.get(0));
        }
        List<MediaRange> ranges = parse(header);
        if (ranges.isEmpty()) {
            return Optional.of(offers.get(0));
        }
        String best = null;
        double bestQuality = 0;
        for (String offer : offers) {
            double quality = quality(offer, ranges);
            if (quality > bestQuality) {
                best = offer;
                bestQuality = quality;
            }
        }
        return Optional.ofNullable(best);
    }

    private static double quality(String offer, List<MediaRange> ranges) {
        double quality = 0;
        int most = 0;
        for (MediaRange range : ranges) {
            int match = range.matches(offer);
            if (match > most) {
                most = match;
                quality = range.quality;
            }
        }
        return quality;
    }

    /** The header's parts; none when it is malformed. */
    private static List<MediaRange> parse(String header) {
        List<MediaRange> ranges = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            Optional<MediaRange> range = range(part.strip().toLowerCase(Locale.ROOT));
            if (range.isEmpty()) {
                return List.of();
            }
            ranges.add(range.get());
        }
        return ranges;
    }

    private static Optional<MediaRange> range(String text) {
        String[] parts = text.split(";", -1);
        String name = parts[0].strip();
        int slash = name.indexOf('/');
        if (slash <= 0 || slash == name.length() - 1 || (name.startsWith("*") && !name.equals("*/*"))) {
            return Optional.empty();
        }
        boolean parameters = false;
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (!parameter.startsWith("q=")) {
                parameters = true;
                continue;
            }
            quality = quality(parameter.substring(2));
            if (quality < 0) {
                return Optional.empty();
            }
            break; // What follows the weight is an extension and no part of the range.
        }
        return Optional.of(new MediaRange(name.substring(0, slash), name.substring(slash + 1), parameters, quality));
    }

    /** 0 to 1, or -1 for what is no weight. */
    private static double quality(String text) {
        if (text.isEmpty() || text.length() > 5 || (text.charAt(0) != '0' && text.charAt(0) != '1')) {
            return -1;
        }
        double quality = 0;
        double unit = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i == 1) {
                if (c != '.') {
                    return -1;
                }
            } else if (c < '0' || c > '9') {
                return -1;
            } else {
                quality += (c - '0') * unit;
                unit /= 10;
            }
        }
        return quality > 1 ? -1 : quality;
    }
}
