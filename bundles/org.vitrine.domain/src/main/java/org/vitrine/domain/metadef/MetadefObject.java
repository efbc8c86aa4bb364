package org.vitrine.domain.metadef;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Properties that belong together, such as those of one database product.
 *
 * @param name what it is called
 * @param description or null
 * @param required names of properties that must be set; stored joined by commas, so a name with a comma comes back as two
 * @param properties what values they take, by name, in order
 */
public record MetadefObject(
        String name, String description, List<String> required, Map<String, PropertySchema> properties)
        implements MetadefItem {
    /** Checks what may not be null and copies the collections. */
    public MetadefObject {
        Objects.requireNonNull(name);
        required = List.copyOf(required);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** The same with a prefix before all names of properties (MDN-10). */
    public MetadefObject prefixed(String prefix) {
        Map<String, PropertySchema> renamed = new LinkedHashMap<>();
        properties.forEach((key, schema) -> renamed.put(prefix + key, schema));
        return new MetadefObject(
                name, description, required.stream().map(prefix::concat).toList(), renamed);
    }
}
