package org.vitrine.config.oslo.option;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An option that a Glance knows.
 *
 * @param group as in the table: {@code store TYPE} for what each store of a type reads
 * @param multiple whether each assignment adds to it, instead of taking its place
 * @param secret whether nobody may see its value
 * @param byDefault the text that stands for it when nobody has set it
 */
public record Option(
        String group,
        String name,
        OptionType type,
        boolean multiple,
        boolean secret,
        Optional<String> byDefault,
        Destination destination,
        List<OldName> oldNames) {
    /** The names that it has or had in its group, today's first. */
    public List<String> namesInGroup() {
        return Stream.concat(
                        Stream.of(name),
                        oldNames.stream().filter(old -> old.group().isEmpty()).map(OldName::name))
                .toList();
    }
}
