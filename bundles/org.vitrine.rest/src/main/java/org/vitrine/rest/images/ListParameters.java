package org.vitrine.rest.images;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitrine.core.images.ListRequest;
import org.vitrine.core.images.StorableText;
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

    private static final Set<String> REPEATABLE = Set.of("tag", "sort_key", "sort_dir");
    private static final String DESCENDING = "desc";
    /** No image has one of no ids. */
    private static final ImageFilter NOTHING = new ImageFilter.OneOf(ImageAttribute.ID, List.of());

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
                case "tag" -> tag(parameter.value().strip());
                default -> values.put(parameter.name(), parameter.value());
            }
        }
    }

    /** What links to pages repeat: all but the marker, and each filter once (IMG-FLT-1). */
    static List<Parameter> inForce(List<Parameter> parameters) {
        Map<String, Parameter> last = new LinkedHashMap<>();
        int number = 0;
        for (Parameter parameter : parameters) {
            String name = parameter.name();
            if (!name.equals("marker")) {
                last.put(REPEATABLE.contains(name) ? name + "=" + number++ : name, parameter);
            }
        }
        return List.copyOf(last.values());
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

    /** Text that no database stores is no image's, and is better not asked for (LIM-33). */
    private void tag(String value) {
        filters.add(StorableText.test(value) ? new ImageFilter.Tag(value) : NOTHING);
    }

    private void property(String name, String value) {
        boolean storable = StorableText.test(name) && StorableText.test(value);
        filters.add(storable ? new ImageFilter.Property(name, value) : NOTHING);
    }

    private static ImageFilter oneOf(ImageAttribute attribute, List<String> values) {
        return new ImageFilter.OneOf(
                attribute, values.stream().filter(StorableText::test).toList());
    }

    private static OptionalInt limit(String text) {
        if (text == null) {
            return OptionalInt.empty();
        }
        WholeNumber limit = WholeNumber.parse(text).orElseThrow(() -> invalid("limit param must be an integer"));
        if (limit.value() < 0) {
            throw invalid("limit param must be positive");
        }
        return OptionalInt.of((int) Math.min(limit.value(), Integer.MAX_VALUE));
    }

    private ListedVisibility visibility(String text) {
        if (text == null) {
            return ListedVisibility.DEFAULT;
        }
        return switch (text) {
            case "public" -> ListedVisibility.PUBLIC;
            case "community" -> ListedVisibility.COMMUNITY;
            case "shared" -> ListedVisibility.SHARED;
            case "private" -> ListedVisibility.PRIVATE;
            case "all" -> ListedVisibility.ALL;
            case "" -> {
                filters.add(NOTHING);
                yield ListedVisibility.ALL;
            }
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
                String direction = colon < 0 ? "" : part.substring(colon + 1);
                sortDirections.add(direction.isEmpty() ? DESCENDING : direction.strip());
            }
        }
        if (sortKeys.isEmpty()) {
            sortKeys.add(ImageAttribute.CREATED_AT.wireName());
        }
        if (sortDirections.isEmpty()) {
            sortDirections.add(DESCENDING);
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
                    .orElseThrow(() -> invalid("Invalid sort key: " + name + ". It must be one of the following: "
                            + "name, status, container_format, disk_format, size, id, created_at, updated_at."));
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
            case DESCENDING -> false;
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
                    property(name, value);
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
            case NUMBER ->
                WholeNumber.parse(value)
                        .<ImageFilter>map(n -> new ImageFilter.Between(attribute, n.value(), n.value()))
                        .orElse(NOTHING);
            case TIME -> time(attribute, value);
            case FLAG -> throw new IllegalArgumentException(attribute.wireName());
        };
    }

    private static ImageFilter text(ImageAttribute attribute, String value) {
        int colon = value.indexOf(':');
        if (!WITH_OPERATORS.contains(attribute)
                || colon < 0
                || IsoTime.parse(value).isPresent()) {
            return oneOf(attribute, List.of(value));
        }
        String operand = value.substring(colon + 1);
        return switch (value.substring(0, colon)) {
            case "eq" -> oneOf(attribute, List.of(operand));
            case "in" -> oneOf(attribute, QuotedList.parse(operand));
            default -> throw invalid("Unable to filter by unknown operator '" + value.substring(0, colon) + "'.");
        };
    }

    private static ImageFilter time(ImageAttribute attribute, String value) {
        Optional<Instant> plain = IsoTime.parse(value);
        int colon = value.indexOf(':');
        String operator = plain.isPresent() || colon < 0 ? "eq" : value.substring(0, colon);
        Instant time = plain.or(() -> IsoTime.parse(value.substring(colon + 1)))
                .orElseThrow(() -> invalid(
                        "Bad \"" + attribute.wireName() + "\" query filter format. Use ISO 8601 DateTime notation."));
        Comparison comparison = switch (operator) {
            case "eq" -> Comparison.EQ;
            case "neq" -> Comparison.NEQ;
            case "gt" -> Comparison.GT;
            case "gte" -> Comparison.GTE;
            case "lt" -> Comparison.LT;
            case "lte" -> Comparison.LTE;
            default -> throw invalid("Unable to filter by unknown operator '" + operator + "'.");
        };
        return new ImageFilter.Time(attribute, comparison, time);
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
        WholeNumber number = WholeNumber.parse(value)
                .orElseThrow(() -> invalid("Unable to filter on a range with a non-numeric value."));
        filters.add(new ImageFilter.Between(
                attribute, least ? number.value() : Long.MIN_VALUE, least ? Long.MAX_VALUE : number.value()));
        return true;
    }

    /** A whole number; one that is too large for a long is the largest or the least there is. */
    private record WholeNumber(long value) {
        private static final Pattern FORM = Pattern.compile("([+-]?)(\\d++)");
        private static final int SAFE_DIGITS = 18;

        static Optional<WholeNumber> parse(String text) {
            Matcher matcher = FORM.matcher(text.strip());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String digits = matcher.group(2);
            long size = digits.length() > SAFE_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
            return Optional.of(new WholeNumber(matcher.group(1).equals("-") ? -size : size));
        }
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }
}
