package org.vitrine.config.oslo.check;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/**
 * Which {@code .cfg} files the components that they are for refuse, and why: by the exceptions out of constructors and
 * modified methods, which is where a component says that its configuration is nonsense.
 */
public final class RefusedFiles implements Supplier<List<Refusal>> {
    /** What says that a configuration is wrong; anything else is not the file's fault. */
    private static final Pattern REFUSAL = Pattern.compile("^(?:Caused by: )?"
            + "(?:org\\.osgi\\.service\\.component\\.ComponentException: )?"
            + "(?:java\\.lang\\.IllegalArgumentException|java\\.lang\\.(NumberFormatException)"
            + "|java\\.nio\\.file\\.InvalidPathException): (.*)$");

    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");
    private static final Pattern FIRST_WORD = Pattern.compile("^([A-Za-z0-9_.]+)");

    private final Supplier<Stream<ComponentConfigurationDTO>> components;
    private final RefusedChanges changes;

    /**
     * One for some components.
     *
     * @param components the components' configurations as they are
     * @param changes those that the components have refused since
     */
    public RefusedFiles(Supplier<Stream<ComponentConfigurationDTO>> components, RefusedChanges changes) {
        this.components = components;
        this.changes = changes;
    }

    @Override
    public List<Refusal> get() {
        var refused = new TreeSet<Refusal>();
        var ids = new HashSet<Long>();
        components.get().forEach(component -> {
            ids.add(component.id);
            refusal(component).ifPresent(refused::add);
        });
        changes.retain(ids);
        return List.copyOf(refused);
    }

    private Optional<Refusal> refusal(ComponentConfigurationDTO component) {
        if (component.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
            return component.failure == null
                    ? Optional.empty()
                    : line(component, component.failure.lines()).map(text -> new Refusal(text, false));
        }
        return changes.causes(component.id, texts(component.properties))
                .flatMap(causes -> line(component, causes.stream().flatMap(String::lines)))
                .map(text -> new Refusal(text, true));
    }

    private static Map<String, String> texts(Map<String, Object> properties) {
        Map<String, String> texts = new HashMap<>();
        properties.forEach((key, value) -> texts.put(key, Arrays.deepToString(new Object[] {value})));
        return texts;
    }

    private static Optional<String> line(ComponentConfigurationDTO component, Stream<String> trace) {
        if (!(component.properties.get(CfgFile.NAMED_BY) instanceof String name)) {
            return Optional.empty();
        }
        Path file = Path.of(URI.create(name));
        return trace.map(REFUSAL::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(refusal ->
                        refusal.group(1) == null ? refusal.group(2) : noNumber(component.properties, refusal.group(2)))
                .map(reason -> file.getFileName() + place(file, reason) + ": " + reason);
    }

    /** Java names the value that is no number, and not the key. */
    private static String noNumber(Map<String, Object> properties, String message) {
        Matcher quoted = QUOTED.matcher(message);
        if (!quoted.find()) {
            return message;
        }
        String value = quoted.group(1);
        return properties.entrySet().stream()
                .filter(entry -> entry.getValue().toString().strip().equals(value))
                .map(Map.Entry::getKey)
                .min(String::compareTo)
                .map(key -> key + ": '" + value + "' is no number that it can be")
                .orElse(message);
    }

    private static String place(Path file, String reason) {
        Matcher key = FIRST_WORD.matcher(reason);
        if (!key.find()) {
            return "";
        }
        try {
            List<CfgFile.Setting> settings = CfgFile.settings(file);
            for (int i = settings.size() - 1; i >= 0; i--) {
                if (settings.get(i).key().equals(key.group(1))) {
                    return ":" + settings.get(i).line();
                }
            }
            return "";
        } catch (IOException e) {
            // Changed or gone since: the reason is told without a place.
            return "";
        }
    }
}
