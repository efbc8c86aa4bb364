package org.vitrine.rest.images;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.vitrine.core.images.ListRequest;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageAttribute.Kind;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.domain.image.ImageFilter.Comparison;
import org.vitrine.domain.image.ImageQuery.ListedVisibility;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.rest.http.Parameter;

/** Reads the query of a list of images (contract section 11). */
final class ListParameters {
    private static final Set<ImageAttribute> SORT_KEYS = EnumSet.of(
            ImageAttribute.NAME,
            ImageAttribute.STATUS,
            ImageAttribute.CONTAINER_FORMAT,
            ImageAttribute.DISK_FORMAT,
            ImageAttribute.SIZE,
            ImageAttribute.ID,
            ImageAttribute.CREATED_AT,
            ImageAttribute.UPDATED_AT);
    private static final Set<ImageAttribute> WITH_OPERATORS = EnumSet.of(
            ImageAttribute.NAME,
            ImageAttribute.ID,
            ImageAttribute.STATUS,
            ImageAttribute.CONTAINER_FORMAT,
            ImageAttribute.DISK_FORMAT);

    private final List<String> sortKeys = new ArrayList<>();
    private final List<String> sortDirections = new ArrayList<>();
    private final List<ImageFilter> filters = new ArrayList<>();
    /** Of a filter that is given twice the last value counts (IMG-FLT-1). */
    private final Map<String, String> values = new LinkedHashMap<>();

    private String sort;

    private ListParameters(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            switch (parameter.name()) {
                case "sort_key" -> sortKeys.add(parameter.value().strip());
                case "sort_dir" -> sortDirections.add(parameter.value().strip());
                case "sort" -> sort = parameter.value();
                case "tag" -> filters.add(new ImageFilter.Tag(parameter.value().strip()));
                default -> values.put(parameter.name(), parameter.value());
            }
        }
    }

    static ListRequest parse(List<Parameter> parameters) {
        return new ListParameters(parameters).request();
    }

    private ListRequest request() {
        OptionalInt limit = limit(values.remove("limit"));
        Optional<String> marker = Optional.ofNullable(values.remove("marker"));
        ListedVisibility visibility = visibility(values.remove("visibility"));
        MemberStatus memberStatus = memberStatus(values.remove("member_status"));
        List<ImageSort> order = order();
        values.remove("deleted");
        values.forEach(this::filter);
        return new ListRequest(filters, visibility, memberStatus, order, marker, limit);
    }

    private static OptionalInt limit(String text) {
        if (text == null) {
            return OptionalInt.empty();
        }
        try {
            long limit = Long.parseLong(text.strip());
            if (limit < 0) {
                throw invalid("limit param must be positive");
            }
            return OptionalInt.of((int) Math.min(limit, Integer.MAX_VALUE));
        } catch (NumberFormatException e) {
            throw invalid("limit param must be an integer");
        }
    }

    private static ListedVisibility visibility(String text) {
        if (text == null) {
            return ListedVisibility.DEFAULT;
        }
        return switch (text) {
            case "public" -> ListedVisibility.PUBLIC;
            case "community" -> ListedVisibility.COMMUNITY;
            case "shared" -> ListedVisibility.SHARED;
            case "private" -> ListedVisibility.PRIVATE;
            case "all" -> ListedVisibility.ALL;
            default -> throw invalid("Invalid visibility value: " + text);
        };
    }

    private static MemberStatus memberStatus(String text) {
        if (text == null) {
            return MemberStatus.ACCEPTED;
        }
        if (text.equals("all")) {
            return null;
        }
        return MemberStatus.of(text).orElseThrow(() -> invalid("Invalid status: " + text));
    }

    private List<ImageSort> order() {
        if (sort != null) {
            if (!sortKeys.isEmpty() || !sortDirections.isEmpty()) {
                throw invalid("Old and new sorting syntax cannot be combined");
            }
            for (String part : sort.split(",", -1)) {
                int colon = part.indexOf(':');
                sortKeys.add((colon < 0 ? part : part.substring(0, colon)).strip());
                sortDirections.add(
                        colon < 0 ? "desc" : part.substring(colon + 1).strip());
            }
        }
        if (sortKeys.isEmpty()) {
            sortKeys.add(ImageAttribute.CREATED_AT.wireName());
        }
        if (sortDirections.isEmpty()) {
            sortDirections.add("desc");
        }
        if (sortDirections.size() > 1 && sortDirections.size() != sortKeys.size()) {
            throw invalid("Number of sort dirs does not match the number of sort keys");
        }
        return order(sortDirections.size() == 1);
    }

    private List<ImageSort> order(boolean oneDirection) {
        List<ImageSort> order = new ArrayList<>();
        Set<ImageAttribute> used = EnumSet.noneOf(ImageAttribute.class);
        for (int i = 0; i < sortKeys.size(); i++) {
            String name = sortKeys.get(i);
            ImageAttribute key = ImageAttribute.of(name)
                    .filter(SORT_KEYS::contains)
                    .orElseThrow(() -> invalid("Invalid sort key: " + name));
            boolean ascending = ascending(sortDirections.get(oneDirection ? 0 : i));
            if (used.add(key)) {
                order.add(new ImageSort(key, ascending));
            }
        }
        boolean ascending = oneDirection && ascending(sortDirections.get(0));
        for (ImageAttribute key : List.of(ImageAttribute.CREATED_AT, ImageAttribute.ID)) {
            if (used.add(key)) {
                order.add(new ImageSort(key, ascending));
            }
        }
        return order;
    }

    private static boolean ascending(String direction) {
        return switch (direction) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw invalid("Invalid sort direction: " + direction);
        };
    }

    private void filter(String name, String value) {
        switch (name) {
            case "changes-since" -> throw invalid("The \"changes-since\" filter is no longer available on v2.");
            case "os_hidden" ->
                filters.add(new ImageFilter.Flag(ImageAttribute.HIDDEN, flag(name, value.toLowerCase(Locale.ROOT))));
            case "protected" -> filters.add(new ImageFilter.Flag(ImageAttribute.PROTECTED, flag(name, value)));
            default -> {
                Optional<ImageAttribute> attribute = ImageAttribute.of(name);
                if (attribute.isPresent()) {
                    filters.add(attribute(attribute.get(), value));
                } else if (!bound(name, value)) {
                    filters.add(new ImageFilter.Property(name, value));
                }
            }
        }
    }

    private static boolean flag(String name, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw invalid(
                        "Invalid value '" + value + "' for '" + name + "' filter. Valid values are 'true' or 'false'.");
        };
    }

    private static ImageFilter attribute(ImageAttribute attribute, String value) {
        return switch (attribute.kind()) {
            case TEXT -> text(attribute, value);
            case NUMBER -> {
                OptionalLongText number = OptionalLongText.of(value);
                yield number.present()
                        ? new ImageFilter.Between(attribute, number.value(), number.value())
                        : new ImageFilter.Between(attribute, 1, 0);
            }
            case TIME -> time(attribute, value);
            case FLAG -> throw new IllegalArgumentException(attribute.wireName());
        };
    }

    private static ImageFilter text(ImageAttribute attribute, String value) {
        if (!WITH_OPERATORS.contains(attribute)) {
            return new ImageFilter.OneOf(attribute, List.of(value));
        }
        int colon = value.indexOf(':');
        if (colon < 0 || parseTime(value).isPresent()) {
            return new ImageFilter.OneOf(attribute, List.of(value));
        }
        String operand = value.substring(colon + 1);
        return switch (value.substring(0, colon)) {
            case "eq" -> new ImageFilter.OneOf(attribute, List.of(operand));
            case "in" -> new ImageFilter.OneOf(attribute, QuotedList.parse(operand));
            default -> throw invalid("Unable to filter by unknown operator '" + value.substring(0, colon) + "'.");
        };
    }

    private static ImageFilter time(ImageAttribute attribute, String value) {
        Optional<Instant> plain = parseTime(value);
        if (plain.isPresent()) {
            return new ImageFilter.Time(attribute, Comparison.EQ, plain.get());
        }
        int colon = value.indexOf(':');
        if (colon < 0) {
            throw invalid("Invalid time format: " + value);
        }
        Comparison comparison = switch (value.substring(0, colon)) {
            case "eq" -> Comparison.EQ;
            case "neq" -> Comparison.NEQ;
            case "gt" -> Comparison.GT;
            case "gte" -> Comparison.GTE;
            case "lt" -> Comparison.LT;
            case "lte" -> Comparison.LTE;
            default -> throw invalid("Unable to filter by unknown operator '" + value.substring(0, colon) + "'.");
        };
        Instant time =
                parseTime(value.substring(colon + 1)).orElseThrow(() -> invalid("Invalid time format: " + value));
        return new ImageFilter.Time(attribute, comparison, time);
    }

    private static Optional<Instant> parseTime(String text) {
        // A plus sign of an offset arrives as a blank where the client did not encode it.
        String value = text.strip().replace(' ', '+');
        try {
            return Optional.of(OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeParseException withoutOffset) {
            try {
                return Optional.of(LocalDateTime.parse(value).toInstant(ZoneOffset.UTC));
            } catch (DateTimeParseException noTime) {
                return Optional.empty();
            }
        }
    }

    /** {@code size_min} and its like (IMG-FLT-8). */
    private boolean bound(String name, String value) {
        boolean least = name.endsWith("_min");
        if (!least && !name.endsWith("_max")) {
            return false;
        }
        ImageAttribute attribute = ImageAttribute.of(name.substring(0, name.length() - 4))
                .filter(found -> found.kind() == Kind.NUMBER)
                .orElseThrow(() -> invalid("Unable to filter by '" + name + "': there is no such number."));
        OptionalLongText number = OptionalLongText.of(value);
        if (!number.present()) {
            throw invalid("Unable to filter on a range with a non-numeric value.");
        }
        filters.add(new ImageFilter.Between(
                attribute, least ? number.value() : Long.MIN_VALUE, least ? Long.MAX_VALUE : number.value()));
        return true;
    }

    /** A whole number, if the text is one. */
    private record OptionalLongText(boolean present, long value) {
        static OptionalLongText of(String text) {
            try {
                return new OptionalLongText(true, Long.parseLong(text.strip()));
            } catch (NumberFormatException e) {
                return new OptionalLongText(false, 0);
            }
        }
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }
}
