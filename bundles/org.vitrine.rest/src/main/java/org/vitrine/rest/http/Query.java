package org.vitrine.rest.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The parameters that lists have in common. Of one that is given twice the last counts. */
public final class Query {
    private final List<Parameter> parameters;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Over these parameters. */
    public Query(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        parameters.forEach(parameter -> values.put(parameter.name(), parameter.value()));
    }

    /** The value of a parameter, if it was given. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The size of the page that was asked for; {@code INVALID} for what is no number of {@code least} or more. */
    public OptionalInt limit(int least) {
        String text = values.get("limit");
        if (text == null) {
            return OptionalInt.empty();
        }
        long limit;
        try {
            limit = Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new VitrineException(ErrorKind.INVALID, "limit param must be an integer", e);
        }
        if (limit < least) {
            throw new VitrineException(ErrorKind.INVALID, "limit param must be positive");
        }
        return OptionalInt.of((int) Math.min(limit, Integer.MAX_VALUE));
    }

    /** Whether the order is ascending, which it is not unless asked for; {@code INVALID} for any other direction. */
    public boolean ascending() {
        String direction = value("sort_dir").orElse("desc");
        return switch (direction) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw new VitrineException(ErrorKind.INVALID, "Invalid sort direction: " + direction);
        };
    }

    /** The link to the first page (IMG-LIST-5). */
    public String first(String path) {
        String query = withoutMarker();
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The link to the page after this marker. */
    public String next(String path, String marker) {
        String query = withoutMarker();
        String last = Parameter.format(List.of(new Parameter("marker", marker)));
        return path + "?" + (query.isEmpty() ? "" : query + "&") + last;
    }

    private String withoutMarker() {
        return Parameter.format(parameters.stream()
                .filter(parameter -> !parameter.name().equals("marker"))
                .toList());
    }
}
